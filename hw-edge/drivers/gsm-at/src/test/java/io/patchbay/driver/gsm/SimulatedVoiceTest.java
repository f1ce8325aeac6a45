package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.AudioPort;
import io.patchbay.line.Cause;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.line.tck.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The voice of simulated modems on real pseudo-terminals in real time: the audio's test, levels,
/// lengths of tones.
@Execution(ExecutionMode.CONCURRENT)
final class SimulatedVoiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final List<String> FAMILIES =
      List.of("quectel-ec2x", "simcom-sim7600", "huawei", "quectel-uc20");

  @TempDir Path directory = Path.of("");
  private @Nullable SimulatedLines lines;

  /// A line under test.
  private record Subject(int number, Line line, EventLog log) {
    String friend() {
      return "861380000030" + number;
    }

    void await(Predicate<LineEvent> wanted) {
      assertTrue(
          log.await(all -> all.stream().anyMatch(wanted), PATIENCE),
          () -> "gsm-" + number + ": " + log.all());
    }

    void inService() {
      await(e ->
          e instanceof LineEvent.StatusChanged(_, LineStatus status)
              && status.state() == LineState.IN_SERVICE);
    }

    Outcome done(LineCommand command) {
      line.submit(command);
      await(e -> e instanceof LineEvent.CommandDone done && done.command() == command.id());
      return log.answersTo(command.id()).getFirst().outcome();
    }

    void accepted(LineCommand command) {
      Outcome outcome = done(command);
      assertTrue(outcome instanceof Outcome.Accepted, () -> "gsm-" + number + ": " + outcome);
    }

    LineStatus status() {
      return log.all().stream()
          .filter(LineEvent.StatusChanged.class::isInstance)
          .map(e -> ((LineEvent.StatusChanged) e).status())
          .reduce((a, b) -> b)
          .orElseThrow();
    }

    void call() {
      accepted(new LineCommand.Dial(100, 7, "+" + friend(), Presentation.DEFAULT));
      await(e -> e instanceof LineEvent.CallAnswered(_, int c) && c == 7);
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

  private Subject open(int number, Map<String, String> more) {
    EventLog log = new EventLog();
    Line line = lines().line(number, true, more, log);
    return new Subject(number, line, log);
  }

  private static void assertRejected(Outcome outcome, String words) {
    assertTrue(
        outcome instanceof Outcome.Refused(Refusal kind, String reason)
            && kind == Refusal.REJECTED
            && reason.contains(words),
        () -> "" + outcome);
  }

  @Test
  void aCallToTheEchoPassesTheAudioOfEveryFamily() throws IOException {
    simulate(FAMILIES);
    List<Subject> subjects = new ArrayList<>();
    for (int i = 1; i <= FAMILIES.size(); i++) {
      subjects.add(open(i, Map.of()));
    }
    subjects.forEach(Subject::inService);
    subjects.forEach(each -> sim("subscriber +" + each.friend() + " auto-answer --say echo"));
    subjects.forEach(each -> each.line().submit(new LineCommand.TestAudio(1, "+" + each.friend())));
    for (Subject each : subjects) {
      each.await(e -> e instanceof LineEvent.CommandDone done && done.command() == 1);
      Outcome outcome = each.log().answersTo(1).getFirst().outcome();
      assertTrue(
          outcome instanceof Outcome.Accepted(String words)
              && words.matches("loop -1[234]\\.[0-9] dBm0 after [0-9]{2,3} ms, noise .*"),
          () -> each.number() + ": " + outcome);
      assertFalse(
          each.log().all().stream()
              .anyMatch(e ->
                  e instanceof LineEvent.CallAnswered
                      || e instanceof LineEvent.CallAlerting
                      || e instanceof LineEvent.CallReleased),
          "the test's call is nobody else's");
      assertEquals(LineState.IN_SERVICE, each.status().state());
      assertEquals(Map.of(), each.status().alarms());
      assertTrue(
          each.log().all().stream()
              .anyMatch(e ->
                  e instanceof LineEvent.StatusChanged(_, LineStatus status)
                      && status.reason().equals("the audio is being tested")),
          "no call is given to the line meanwhile");
    }
  }

  @Test
  void aLineWithoutALoopTakesNoCallsUntilALaterTestPasses() throws IOException {
    simulate(List.of("quectel-ec2x"));
    Subject line = open(1, Map.of());
    line.inService();
    sim("subscriber +" + line.friend() + " auto-answer");
    assertRejected(
        line.done(new LineCommand.TestAudio(1, "+" + line.friend())), "no loop heard: tone -100");
    line.await(e ->
        e instanceof LineEvent.StatusChanged(_, LineStatus status)
            && status.state() == LineState.OUT_OF_SERVICE
            && status.reason().startsWith("no audio: no loop heard")
            && status.alarms().getOrDefault("audio", "").startsWith("no loop heard"));
    assertTrue(
        line.done(new LineCommand.Dial(2, 7, "10086", Presentation.DEFAULT))
            instanceof Outcome.Refused,
        "a call would be mute");
    line.accepted(new LineCommand.SendUssd(3, "s1", "*100#"));
    sim("line gsm-1 fault audio-stall");
    assertRejected(
        line.done(new LineCommand.TestAudio(4, "10000")), "nothing came from the modem's audio");
    sim("line gsm-1 fault clear");
    line.accepted(new LineCommand.TestAudio(5, "10000"));
    assertEquals(LineState.IN_SERVICE, line.status().state());
    assertEquals(Map.of(), line.status().alarms());
    assertTrue(
        line.done(new LineCommand.TestAudio(6, "10010"))
                instanceof Outcome.Refused(Refusal kind, String reason)
            && kind == Refusal.UNAVAILABLE
            && reason.contains("10010"),
        "who is busy says nothing of our audio");
    assertEquals(LineState.IN_SERVICE, line.status().state());
  }

  @Test
  void aSwitchThatIsRefusedInACallTakesTheLineOutOfService() throws IOException {
    simulate(List.of("simcom-sim7600"));
    Subject line = open(1, Map.of());
    line.inService();
    sim("subscriber +" + line.friend() + " auto-answer --say tone:440");
    sim("line gsm-1 fault audio-worn");
    line.call();
    line.await(e ->
        e instanceof LineEvent.StatusChanged(_, LineStatus status)
            && status.state() == LineState.OUT_OF_SERVICE
            && status.alarms().getOrDefault("audio", "").startsWith("AT+CPCMREG=1: "));
    line.accepted(new LineCommand.Release(2, 7, Cause.NORMAL_CLEARING));
    assertRejected(line.done(new LineCommand.TestAudio(3, "10000")), "AT+CPCMREG=1: ");
    line.accepted(new LineCommand.Control(4, LineCommand.ModuleAction.RESET));
    line.await(e ->
        e instanceof LineEvent.StatusChanged(_, LineStatus status)
            && status.state() == LineState.DOWN);
    int before = line.log().all().size();
    assertTrue(
        line.log()
            .await(
                all ->
                    all.stream()
                        .skip(before)
                        .anyMatch(e ->
                            e instanceof LineEvent.StatusChanged(_, LineStatus status)
                                && status.state() == LineState.IN_SERVICE
                                && status.alarms().isEmpty()),
                PATIENCE),
        () -> "the module was started anew: " + line.log().all());
    line.accepted(new LineCommand.TestAudio(5, "10000"));
  }

  @Test
  void aConfiguredNumberIsCalledBeforeTheLineTakesCalls() throws IOException {
    simulate(List.of("huawei"));
    Subject line = open(1, Map.of("audio-test", "10000"));
    line.inService();
    assertTrue(
        line.status().identity().getOrDefault("audio", "").startsWith("loop -1"),
        () -> "" + line.status());
  }

  /// The level that most frames have, of what comes while a tone is said.
  private static double heardLevel(AudioPort audio, double say, int frames) {
    short[] frame = new short[AudioPort.FRAME_SAMPLES];
    short[] said = new short[AudioPort.FRAME_SAMPLES];
    List<Double> powers = new ArrayList<>();
    int phase = 0;
    for (int i = 0; i < frames; i++) {
      if (audio.read(frame) > 0) {
        for (int n = 0; n < said.length; n++) {
          said[n] = (short) Math.round(say * Math.sin(2 * Math.PI * 1000 * phase++ / 8000));
        }
        audio.write(said);
        double power = 0;
        for (short each : frame) {
          power += (double) each * each / frame.length;
        }
        powers.add(power);
      }
    }
    powers.sort(null);
    double most = powers.isEmpty() ? 0 : powers.get(powers.size() * 2 / 3);
    return 10 * Math.log10(2 * most / (22_302.0 * 22_302.0));
  }

  /// What comes back of −23 dBm0, by gains both ways: by the modem's commands, by ours, and by
  /// both.
  @Test
  void gainsAreMeasuredThroughTheModem() throws IOException {
    List<String> families =
        List.of("quectel-ec2x", "simcom-sim7600", "huawei", "quectel-ec2x", "simcom-sim7600");
    simulate(families);
    List<Map<String, String>> settings =
        List.of(
            Map.of("gain-to-network", "6", "gain-from-network", "-3"),
            Map.of("gain-to-network", "6", "gain-from-network", "-3"),
            Map.of("gain-to-network", "6", "gain-from-network", "-3"),
            Map.of("gain-to-network", "6", "gain-from-network", "-3", "gain-by", "samples"),
            Map.of("gain-to-network", "20", "gain-from-network", "-17"));
    List<Subject> subjects = new ArrayList<>();
    for (int i = 1; i <= families.size(); i++) {
      subjects.add(open(i, settings.get(i - 1)));
    }
    subjects.forEach(Subject::inService);
    for (Subject each : subjects) {
      sim("subscriber +" + each.friend() + " auto-answer --say echo");
      each.call();
      double peak = 22_302 * Math.pow(10, -23 / 20.0);
      assertEquals(
          -23 + 3, heardLevel(each.line().audio(), peak, 100), 0.3, "gsm-" + each.number());
      each.accepted(new LineCommand.Release(101, 7, Cause.NORMAL_CLEARING));
    }
    List<String> sent = new ArrayList<>();
    for (Subject each : subjects) {
      each.line().trace().after(0).stream()
          .filter(entry -> entry.sent())
          .map(entry -> entry.text())
          .filter(text -> text.matches("AT\\+(QMIC|QRXGAIN|C[TR]XVOL)=.*"))
          .forEach(sent::add);
    }
    assertEquals(
        List.of(
            "AT+QMIC=41057",
            "AT+QRXGAIN=14567",
            "AT+CTXVOL=0x3FD9",
            "AT+CRXVOL=0x16A7",
            "AT+CRXVOL=0x0485"),
        sent,
        "beyond what the modem can it is done here");
  }

  @Test
  void tonesAreAsLongAsAskedFor() throws Exception {
    simulate(List.of("quectel-ec2x"));
    Subject line = open(1, Map.of());
    line.inService();
    Path file = directory.resolve("heard.wav");
    sim("subscriber +" + line.friend() + " auto-answer --record " + file);
    line.call();
    line.accepted(new LineCommand.SendDtmf(1, 7, "1", Duration.ofMillis(100)));
    line.accepted(new LineCommand.SendDtmf(2, 7, "25", Duration.ofMillis(480)));
    line.accepted(new LineCommand.SendDtmf(3, 7, "9", Duration.ofMillis(300)));
    assertTrue(heardLevel(line.line().audio(), 0, 100) < 0, "a second or two pass by the modem");
    line.accepted(new LineCommand.Release(4, 7, Cause.NORMAL_CLEARING));
    line.await(e -> e instanceof LineEvent.CallReleased);
    assertEquals(List.of(100, 500, 500, 300), tones(file));
    assertEquals(
        List.of("AT+VTD=1", "AT+VTD=5", "AT+VTD=3"),
        line.line().trace().after(0).stream()
            .map(entry -> entry.text())
            .filter(text -> text.startsWith("AT+VTD="))
            .toList(),
        "the length is set when it changes");
  }

  /// Lengths of the sounds in a recording, in milliseconds.
  private static List<Integer> tones(Path file) throws Exception {
    List<Integer> lengths = new ArrayList<>();
    try (AudioInputStream recording = AudioSystem.getAudioInputStream(file.toFile())) {
      int loud = 0;
      for (byte[] octets = recording.readNBytes(320);
          octets.length == 320;
          octets = recording.readNBytes(320)) {
        double power = 0;
        for (int i = 0; i < 320; i += 2) {
          int sample = (octets[i] & 0xFF) | octets[i + 1] << 8;
          power += (double) sample * sample / 160;
        }
        if (power > 1e6) {
          loud++;
        } else if (loud > 0) {
          lengths.add(20 * loud);
          loud = 0;
        }
      }
    }
    return lengths;
  }
}
