package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.driver.gsm.profile.AudioCommands;
import io.patchbay.driver.gsm.profile.AudioPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Leads the modem's voice here while it has a call, by its family's commands. The runner's own.
final class VoicePath {
  private static final Duration ANSWER = Duration.ofSeconds(3);

  /// An endpoint that is not ready yet is asked again.
  private static final Duration AGAIN = Duration.ofMillis(500);

  /// Is told how each switch went.
  interface Switched {
    void switched(String line, AtResult result);
  }

  private final Modem modem;
  private final Timers timers;
  private final AudioPath path;
  private final VoiceSettings settings;
  private final ModemAudio port;
  private final Switched switched;
  private boolean inCall;

  VoicePath(Modem modem, Timers timers, GsmSettings settings, ModemAudio port, Switched switched) {
    this.modem = modem;
    this.timers = timers;
    this.path = settings.audio();
    this.settings = settings.voice();
    this.port = port;
    this.switched = switched;
  }

  /// Whether there is any.
  boolean audible() {
    return path != AudioPath.NONE;
  }

  private AudioCommands commands() {
    return modem.profile().audio(path);
  }

  /// What of set-up the modem has refused; empty: nothing.
  String refusedAtSetUp() {
    return Stream.of(commands().prepare(), commands().arm())
        .flatMap(List::stream)
        .filter(line -> !modem.offers().has(line))
        .findFirst()
        .orElse("");
  }

  /// Sets the gains that are set, by the modem's own command or, where it has none or refuses, in
  /// our samples.
  void gains() {
    double[] ours = {0, 0};
    port.gain(0, 0);
    gain(settings.gainToNetwork(), modem.profile()::gainToNetwork, ours, 0);
    gain(settings.gainFromNetwork(), modem.profile()::gainFromNetwork, ours, 1);
  }

  private interface Way {
    Optional<String> of(double db);
  }

  private void gain(OptionalDouble db, Way way, double[] ours, int which) {
    if (db.isEmpty()) {
      return;
    }
    Runnable inSamples =
        () -> {
          ours[which] = db.getAsDouble();
          port.gain(ours[0], ours[1]);
        };
    Optional<String> command =
        settings.gainByModem()
            ? way.of(db.getAsDouble()).filter(modem.offers()::has)
            : Optional.empty();
    if (command.isEmpty()) {
      inSamples.run();
      return;
    }
    send(
        command.get(),
        Priority.NORMAL,
        result -> {
          modem.offers().note(command.get(), result);
          if (!result.ok()) {
            inSamples.run();
          }
        });
  }

  /// A call begins: dialled, or offered.
  void begins() {
    inCall = true;
    port.inCall(true);
  }

  /// The modem has taken ATD or ATA.
  void taken() {
    commands().begin().forEach(line -> inCall(line, true));
  }

  /// The call is through.
  void through() {
    commands().open().forEach(line -> inCall(line, true));
  }

  private void inCall(String line, boolean mayRetry) {
    if (!modem.offers().has(line)) {
      return;
    }
    send(
        line,
        Priority.CALL,
        result -> {
          if (result.answered() && !result.ok() && mayRetry && inCall) {
            timers.after(AGAIN, () -> again(line));
          } else {
            switched.switched(line, result);
          }
        });
  }

  private void again(String line) {
    if (inCall) {
      inCall(line, false);
    }
  }

  /// The call is over.
  ///
  /// @param answers whether the modem still does
  void over(boolean answers) {
    inCall = false;
    port.inCall(false);
    if (answers) {
      modem.sendAll(commands().close(), Priority.NORMAL);
      arm();
    }
  }

  /// Makes the voice ready for the next call.
  void arm() {
    for (String line : commands().arm()) {
      if (modem.offers().has(line)) {
        send(line, Priority.NORMAL, result -> switched.switched(line, result));
      }
    }
  }

  private void send(String line, Priority priority, Consumer<AtResult> done) {
    modem.send(AtCommand.of(line).at(priority).within(ANSWER), done);
  }
}
