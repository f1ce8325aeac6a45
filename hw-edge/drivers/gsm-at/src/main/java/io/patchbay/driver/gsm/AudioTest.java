package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.audio.LoopProbe;
import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.stream.Stream;

/// Finds out whether a line's audio works, and keeps the line from calls while it does not. The
/// runner's own.
///
/// What costs nothing is looked at all the time: the way to the audio is open, and the modem took
/// each of the commands that switch it. A call to an echo is placed only when somebody asks for it
/// or the line's document names the number.
final class AudioTest {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /// From the answer until the modem's audio runs.
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private static final Duration MEASURE = Duration.ofMillis(LoopProbe.MILLIS + 400);
  private static final Duration RELEASE = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofMinutes(10);
  private static final int FIRST_CALL = 1 << 29;

  private final Timers timers;
  private final Reporter reporter;
  private final StatusBoard board;
  private final CallControl calls;
  private final VoicePath voice;
  private final ModemAudio port;
  private final VoiceSettings settings;
  private int count;
  // what is wrong, by what found it; empty: nothing
  private String atPort = "";
  private String atSetUp = "";
  private String switchLine = "";
  private String atSwitch = "";
  private String atLoop = "";

  private boolean asked;
  private boolean looking;

  // the test call under way
  private long command;
  private String number = "";
  private boolean running;
  private boolean measuring;
  private String refused = "";
  private Timers.Timer deadline;
  private Finding finding = Finding.NONE;

  /// What came of a test.
  ///
  /// @param known it says something about the audio
  private record Finding(boolean known, boolean good, String words) {
    static final Finding NONE = new Finding(false, false, "");
  }

  AudioTest(
      Timers timers,
      Reporter reporter,
      StatusBoard board,
      CallControl calls,
      VoicePath voice,
      ModemAudio port,
      VoiceSettings settings) {
    this.timers = timers;
    this.reporter = reporter;
    this.board = board;
    this.calls = calls;
    this.voice = voice;
    this.port = port;
    this.settings = settings;
    deadline = timers.after(Duration.ZERO, () -> {});
  }

  /// Set-up is done. A modem that has started anew has another chance.
  void started() {
    atPort = "";
    atSwitch = "";
    atLoop = "";
    boolean wanted = voice.audible() && settings.test() != VoiceSettings.Test.OFF;
    String refusedOne = wanted ? voice.refusedAtSetUp() : "";
    atSetUp = refusedOne.isEmpty() ? "" : refusedOne + " is refused";
    tell();
    if (!wanted) {
      return;
    }
    if (!looking) {
      looking = true;
      timers.after(LOOK, this::look);
    }
    if (settings.test() == VoiceSettings.Test.CALL) {
      board.audioTest(true);
      callWhenRegistered();
    }
  }

  /// What costs nothing: a port that cannot be opened, or was lost and does not come back; a switch
  /// that was refused while no call is up.
  private void look() {
    atPort = port.trouble();
    tell();
    if (!atSwitch.isEmpty() && calls.idle()) {
      voice.arm();
    }
    timers.after(LOOK, this::look);
  }

  private void tell() {
    String worst =
        Stream.of(atPort, atSetUp, atSwitch, atLoop)
            .filter(words -> !words.isEmpty())
            .findFirst()
            .orElse("");
    if (worst.isEmpty()) {
      board.noAudioTrouble();
    } else {
      board.audioTrouble(worst);
    }
  }

  private void callWhenRegistered() {
    if (running) {
      return;
    }
    if (board.registered() && calls.idle()) {
      call(0, settings.echoNumber());
    } else {
      timers.after(LOOK, this::callWhenRegistered);
    }
  }

  /// Somebody asks for a test.
  void command(LineCommand.TestAudio test) {
    String wanted = test.number().isEmpty() ? settings.echoNumber() : test.number();
    if (!wanted.matches("(\\+?[0-9*#]{2,20})?")) {
      reporter.refused(test.id(), Refusal.INVALID, "'" + wanted + "' is no number to call");
    } else if (!voice.audible()) {
      reporter.refused(test.id(), Refusal.INVALID, "the line has no audio");
    } else if (running || !calls.idle()) {
      reporter.refused(test.id(), Refusal.BUSY, "the line is in use");
    } else if (!port.trouble().isEmpty()) {
      atPort = port.trouble();
      tell();
      reporter.refused(test.id(), Refusal.REJECTED, atPort);
    } else if (!board.registered()) {
      reporter.refused(
          test.id(), Refusal.UNAVAILABLE, board.status().state() + ", " + board.status().reason());
    } else if (wanted.isEmpty() && !board.audioTrouble().isEmpty()) {
      reporter.refused(test.id(), Refusal.REJECTED, board.audioTrouble());
    } else if (wanted.isEmpty()) {
      reporter.accepted(
          test.id(), "the modem takes its audio commands; no number of an echo to call");
    } else {
      call(test.id(), wanted);
    }
  }

  private void call(long forCommand, String to) {
    command = forCommand;
    number = to;
    running = true;
    measuring = false;
    refused = "";
    finding = Finding.NONE;
    board.audioTest(true);
    int call = FIRST_CALL + ++count;
    reporter.divert(-call, call, event -> event(call, event));
    deadline =
        timers.after(ANSWER, () -> hangUp(call, unknown("no answer from " + number + " in 30 s")));
    calls.dial(new LineCommand.Dial(-call, call, number, LineCommand.Presentation.DEFAULT));
  }

  private static Finding unknown(String words) {
    return new Finding(false, false, words);
  }

  private void event(int call, LineEvent event) {
    if (event instanceof LineEvent.CommandDone(_, _, Outcome.Refused(_, String reason))) {
      later(() -> over(unknown(number + " cannot be called: " + reason)));
    } else if (event instanceof LineEvent.CallAnswered) {
      timers.after(SETTLE, () -> measure(call));
    } else if (event instanceof LineEvent.CallReleased(_, _, Cause cause)) {
      later(() ->
          over(
              finding.equals(Finding.NONE)
                  ? unknown("the call to " + number + " ended with cause " + cause.value())
                  : finding));
    }
  }

  /// Not from within what the call control is just doing.
  private void later(Runnable next) {
    timers.after(Duration.ZERO, next);
  }

  private void measure(int call) {
    if (!running || measuring || !finding.equals(Finding.NONE)) {
      return;
    }
    measuring = true;
    deadline.cancel();
    LoopProbe probe = new LoopProbe();
    port.talk(probe);
    deadline =
        timers.after(
            MEASURE,
            () -> {
              LoopProbe.Result result = probe.result();
              hangUp(
                  call,
                  refused.isEmpty()
                      ? new Finding(true, result.loop(), result.words())
                      : new Finding(true, false, refused));
            });
  }

  private void hangUp(int call, Finding found) {
    finding = found;
    port.talk(null);
    deadline = timers.after(RELEASE, () -> over(finding));
    calls.release(new LineCommand.Release(-call, call, Cause.NORMAL_CLEARING));
  }

  private void over(Finding found) {
    if (!running) {
      return;
    }
    running = false;
    deadline.cancel();
    port.talk(null);
    reporter.divertNoMore();
    conclude(found);
    board.audioTest(false);
    answer(found);
    boolean pending = !found.known() || !found.good();
    if (settings.test() == VoiceSettings.Test.CALL && pending && !asked) {
      asked = true;
      timers.after(
          AGAIN,
          () -> {
            asked = false;
            callWhenRegistered();
          });
    }
  }

  private void conclude(Finding found) {
    if (found.known()) {
      atLoop = found.good() ? "" : found.words();
      atSwitch = found.good() ? "" : atSwitch;
      tell();
    }
    board.identity("audio", found.known() ? found.words() : "not tested: " + found.words());
  }

  private void answer(Finding found) {
    if (command > 0 && found.good()) {
      reporter.accepted(command, found.words());
    } else if (command > 0) {
      reporter.refused(
          command, found.known() ? Refusal.REJECTED : Refusal.UNAVAILABLE, found.words());
    }
  }

  /// How the modem took a command that switches its voice.
  void switched(String line, AtResult result) {
    if (!result.answered()) {
      return;
    }
    if (running && !result.ok()) {
      refused = line + ": " + result.reason();
    }
    if (settings.test() != VoiceSettings.Test.OFF && (!result.ok() || line.equals(switchLine))) {
      switchLine = line;
      atSwitch = result.ok() ? "" : line + ": " + result.reason();
      tell();
    }
  }

  /// The modem is gone, or starts anew.
  void lost() {
    looking = false;
    asked = false;
    over(unknown("the modem went away"));
  }
}
