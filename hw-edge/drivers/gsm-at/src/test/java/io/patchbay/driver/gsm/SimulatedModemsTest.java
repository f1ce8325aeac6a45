package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.profile.Profiles;
import io.patchbay.line.AudioPort;
import io.patchbay.line.Cause;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineState;
import io.patchbay.line.tck.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The driver and simulated modems of all families, with real pseudo-terminals in between and in
/// real time: all lines at once.
@Execution(ExecutionMode.CONCURRENT)
final class SimulatedModemsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> SERIAL =
      Set.of("quectel-ec2x", "quectel-uc20", "simcom-sim7600", "huawei");
  private static final Set<String> DEAF = Set.of("telit-le910", "generic");

  /// To +8613800000001: `hello`.
  private static final byte[] TPDU =
      HexFormat.of().parseHex("11000D91683108000000F10000AA05E8329BFD06");

  @TempDir Path directory = Path.of("");
  private final List<Subject> subjects = new ArrayList<>();
  private @Nullable SimulatedLines lines;

  /// A line under test.
  private record Subject(int number, String what, Line line, EventLog log) {
    /// Who answers this line's calls: nobody has two at a time.
    String friend() {
      return "861380000030" + number;
    }

    void await(Predicate<LineEvent> wanted) {
      assertTrue(
          log.await(all -> all.stream().anyMatch(wanted), PATIENCE), () -> what + ": " + log.all());
    }

    void accepted(LineCommand command) {
      line.submit(command);
      await(e -> e instanceof LineEvent.CommandDone done && done.command() == command.id());
      assertTrue(
          log.answersTo(command.id()).getFirst().outcome() instanceof Outcome.Accepted,
          () -> what + ": " + log.answersTo(command.id()));
    }

    void released(int call, Cause cause) {
      await(e ->
          e instanceof LineEvent.CallReleased(_, int of, Cause why) && of == call && why == cause);
    }

    int offered() {
      await(LineEvent.CallOffered.class::isInstance);
      return log.all().stream()
          .filter(LineEvent.CallOffered.class::isInstance)
          .mapToInt(e -> ((LineEvent.CallOffered) e).call())
          .findFirst()
          .orElseThrow();
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    if (lines != null) {
      lines.close();
    }
  }

  private void simulate(List<String> families) throws IOException {
    lines = new SimulatedLines(directory, families);
  }

  private SimulatedLines lines() {
    return requireNonNull(lines, "lines");
  }

  private void sim(String words) {
    var _ = lines().sim(words);
  }

  private Subject open(int number, String what, boolean serial) {
    EventLog log = new EventLog();
    Line line = lines().line(number, serial, Map.of(), log);
    Subject subject = new Subject(number, what, line, log);
    sim("subscriber +" + subject.friend() + " auto-answer --after 1 --say tone:440");
    subjects.add(subject);
    return subject;
  }

  private static boolean inService(LineEvent event, String family) {
    return event instanceof LineEvent.StatusChanged changed
        && changed.status().state() == LineState.IN_SERVICE
        && changed.status().identity().getOrDefault("family", "").equals(family);
  }

  @Test
  void everyFamilyIsRecognisedCallsSpeaksAndSendsMessages() throws IOException {
    List<String> families = Profiles.families();
    simulate(families);
    for (int i = 0; i < families.size(); i++) {
      var _ = open(i + 1, families.get(i), SERIAL.contains(families.get(i)));
    }
    subjects.forEach(each -> each.await(e -> inService(e, each.what())));
    subjects.forEach(each ->
        each.accepted(new LineCommand.Dial(1, 7, "+" + each.friend(), Presentation.DEFAULT)));
    subjects.forEach(
        each -> each.await(e -> e instanceof LineEvent.CallAnswered(_, int c) && c == 7));
    subjects.stream()
        .filter(each -> SERIAL.contains(each.what()))
        .forEach(each -> assertTrue(hears(each.line().audio()), each + " hears nothing"));
    subjects.forEach(
        each -> each.accepted(new LineCommand.SendDtmf(2, 7, "5", Duration.ofMillis(100))));
    subjects.forEach(each -> sim("subscriber +" + each.friend() + " dtmf 5"));
    subjects.stream()
        .filter(each -> !DEAF.contains(each.what()))
        .forEach(
            each -> each.await(e -> e instanceof LineEvent.DtmfReceived d && d.digit() == '5'));
    subjects.forEach(each -> each.accepted(new LineCommand.Release(3, 7, Cause.NORMAL_CLEARING)));
    subjects.forEach(
        each -> each.accepted(new LineCommand.Dial(4, 8, "10010", Presentation.DEFAULT)));
    subjects.forEach(each -> each.released(8, Cause.USER_BUSY));
    for (Subject each : subjects) {
      sim("subscriber +861380000010" + each.number() + " call gsm-" + each.number());
      sim("subscriber +861380000020" + each.number() + " sms gsm-" + each.number() + " hello");
    }
    subjects.forEach(each -> each.accepted(new LineCommand.Answer(5, each.offered())));
    subjects.forEach(each -> sim("subscriber +861380000010" + each.number() + " hangup"));
    subjects.forEach(each -> each.released(each.offered(), Cause.NORMAL_CLEARING));
    subjects.forEach(each -> each.await(LineEvent.SmsReceived.class::isInstance));
    subjects.forEach(each -> each.accepted(new LineCommand.SendSms(6, "", TPDU)));
    subjects.forEach(each -> each.accepted(new LineCommand.SendUssd(7, "s1", "*100#")));
    subjects.forEach(each ->
        each.await(
            e -> e instanceof LineEvent.UssdReceived ussd && ussd.text().startsWith("Balance")));
  }

  /// The tone of the far end comes by the port that the family's own command has opened.
  private static boolean hears(AudioPort audio) {
    short[] frame = new short[AudioPort.FRAME_SAMPLES];
    for (int i = 0; i < 500; i++) {
      if (audio.read(frame) > 0
          && IntStream.range(0, frame.length).anyMatch(n -> frame[n] > 1000)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void rudeModemsAreServedAllTheSame() throws IOException {
    List<String> faults =
        List.of(
            "echo",
            "urcs-inside",
            "split-lines",
            "merged-lines",
            "line-ends",
            "stray-errors",
            "numeric",
            "two-results",
            "flood");
    simulate(faults.stream().map(_ -> "quectel-ec2x").toList());
    sim("await gsm-" + faults.size() + " state registered --timeout 20"); // the last of them
    for (int i = 0; i < faults.size(); i++) {
      sim("line gsm-" + (i + 1) + " fault " + faults.get(i));
      var _ = open(i + 1, faults.get(i), false);
    }
    subjects.forEach(each -> each.await(e -> inService(e, "quectel-ec2x")));
    subjects.forEach(each ->
        each.accepted(new LineCommand.Dial(1, 7, "+" + each.friend(), Presentation.DEFAULT)));
    subjects.forEach(
        each -> each.await(e -> e instanceof LineEvent.CallAnswered(_, int c) && c == 7));
    subjects.forEach(each -> each.accepted(new LineCommand.Release(2, 7, Cause.NORMAL_CLEARING)));
    // an error that comes by itself before the prompt is taken for a refusal, rightly: nothing is
    // sent
    subjects.stream()
        .filter(each -> !each.what().equals("stray-errors"))
        .forEach(each -> each.accepted(new LineCommand.SendSms(3, "", TPDU)));
    subjects.forEach(each ->
        sim("subscriber +861380000020" + each.number() + " sms gsm-" + each.number() + " hello"));
    subjects.forEach(each -> each.await(LineEvent.SmsReceived.class::isInstance));
  }
}
