package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtEngine;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.at.Redaction;
import io.patchbay.driver.gsm.profile.ModemProfile;
import io.patchbay.driver.gsm.profile.Profiles;
import io.patchbay.driver.gsm.recovery.Noise;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.LineTrace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The AT channel on an open port, with its family's peculiarities and what the module behind it
/// was found not to offer. The runner's own.
final class Modem {
  private static final String ESCAPE = "\u001B";

  private final Noise noise = new Noise();
  private final AtEngine engine;
  private final LongSupplier nanoTime;
  private final Consumer<String> write;
  private Offers offers = new Offers();
  private ModemProfile profile = Profiles.choose("generic", "", "");
  private boolean reportsCalls;

  /// @param trace keeps what is said
  /// @param took hears how long answers take
  Modem(
      SerialLink link,
      LongSupplier nanoTime,
      LineTrace trace,
      AtEngine.Took took,
      Consumer<String> unsolicited) {
    this.nanoTime = nanoTime;
    write =
        text -> {
          note(trace, true, text.strip());
          byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
          link.write(octets, octets.length); // a port that is gone is noticed by its reader
        };
    engine =
        new AtEngine(
            write,
            unsolicited,
            line -> note(trace, false, line),
            (priority, nanos) -> {
              noise.answered();
              took.took(priority, nanos);
            });
  }

  /// Ends everything under way; a modem that waits for a body is told that none will come.
  void breakOff() {
    write.accept(ESCAPE);
    engine.abort();
  }

  private static void note(LineTrace trace, boolean sent, String line) {
    trace.add(sent, line, Redaction.of(line));
  }

  /// What of all that is heard is no AT.
  Noise noise() {
    return noise;
  }

  AtEngine engine() {
    return engine;
  }

  ModemProfile profile() {
    return profile;
  }

  void profile(ModemProfile chosen, String model) {
    profile = chosen;
    offers = new Offers();
    reportsCalls = chosen.reportsCallsAnyway();
    chosen.avoid(model).forEach(offers::without);
  }

  Offers offers() {
    return offers;
  }

  /// Whether calls are reported by themselves, so that +CLCC needs to be asked for only now and
  /// then.
  boolean reportsCalls() {
    return reportsCalls;
  }

  /// The modem took a command that has calls reported.
  void callsAreReported() {
    reportsCalls = true;
  }

  /// The same, to be cut short for a call where the family permits that.
  AtCommand yielding(AtCommand command) {
    return profile.abortable(command.text()) ? command.thatCallsCutShort() : command;
  }

  void send(AtCommand command, Consumer<AtResult> done) {
    engine.submit(command, nanoTime.getAsLong(), done);
  }

  /// Sends commands that the modem has not rejected yet; their results do not matter.
  void sendAll(List<String> commands, AtCommand.Priority priority) {
    sendAll(commands, priority, (line, result) -> {});
  }

  /// @param refused called for each that the modem answered with an error
  void sendAll(List<String> commands, AtCommand.Priority priority, Refused refused) {
    for (String text : commands) {
      if (offers.has(text)) {
        send(
            AtCommand.of(text).at(priority).within(Duration.ofSeconds(3)),
            result -> {
              if (result.answered() && !result.ok()) {
                refused.refused(text, result);
              }
            });
      }
    }
  }

  /// Is told what a modem rejected.
  interface Refused {
    void refused(String line, AtResult result);
  }

  void receive(byte[] octets) {
    noise.received(octets);
    engine.receive(octets, octets.length, nanoTime.getAsLong());
  }

  void tick() {
    engine.tick(nanoTime.getAsLong());
  }

  long nanosToNext() {
    return engine.nanosToNext(nanoTime.getAsLong());
  }
}
