package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.identity.Imei;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.simulator.Simulator;
import io.patchbay.simulator.SimulatorSettings;
import io.patchbay.simulator.cli.CommandLine;
import io.patchbay.simulator.world.WorldSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Thirty-two lines, each bound to its modem by IMEI, on real pseudo-terminals and in real time;
/// all of them fail at once, in eight ways, while messages come and go.
@Timeout(400)
@EnabledIfSystemProperty(named = "patchbay.long", matches = "true")
final class ThirtyTwoLinesTest {
  private static final int LINES = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> FAULTS =
      List.of(
          "reboot",
          "port-renumbered",
          "cfun-stuck",
          "urc-storm",
          "sim-pulled",
          "signal-lost",
          "port-gone",
          "power-cycle");
  private static final Map<String, String> ENDS =
      Map.of("sim-pulled", "sim-inserted", "signal-lost", "clear", "port-gone", "port-back");

  /// To +8613800000001: `hello`.
  private static final byte[] TPDU =
      HexFormat.of().parseHex("11000D91683108000000F10000AA05E8329BFD06");

  @TempDir Path directory = Path.of("");
  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<Runnable> notes = new LinkedBlockingQueue<>();
  private final List<Subject> subjects = new ArrayList<>();
  private String simulator = "";

  /// One line and who commands it; all on the test's thread.
  private final class Subject {
    private final int number;
    private final Line line;
    private final Map<String, String> stored = new HashMap<>();
    private final Map<Long, Runnable> again = new HashMap<>();
    private LineState state = LineState.DOWN;
    private boolean failed;
    private int received;
    private int sent;
    private long commands;
    private String reason = "";

    Subject(int number, GsmAtDriver driver) {
      this.number = number;
      String digits = "86112503" + String.format(Locale.ROOT, "%06d", number);
      Map<String, String> settings =
          Map.of(
              "modem",
              "imei:" + digits + Imei.checkDigit(digits),
              "usb-root",
              directory.resolve("usb").toString(),
              "registration-timeout",
              "15");
      line =
          driver.open(
              "gsm-" + number,
              LineKind.SIM,
              settings,
              InstantSource.system(),
              Thread::new,
              event -> notes.add(() -> on(event)));
      open.add(line);
    }

    private void on(LineEvent event) {
      switch (event) {
        case LineEvent.StatusChanged(_, var status) -> {
          state = status.state();
          reason = status.reason();
          failed |= state != LineState.IN_SERVICE;
        }
        case LineEvent.SmsReceived message -> {
          String hex = HexFormat.of().formatHex(message.pdu());
          received += hex.equals(stored.put(message.handle(), hex)) ? 0 : 1;
          delete(message.handle());
        }
        case LineEvent.CommandDone(_, long id, Outcome outcome) -> done(id, outcome);
        default -> {}
      }
    }

    private void done(long id, Outcome outcome) {
      Runnable retry = again.remove(id);
      boolean unavailable =
          outcome instanceof Outcome.Refused(var kind, _)
              && (kind == Refusal.UNAVAILABLE || kind == Refusal.TIMED_OUT);
      if (retry != null && unavailable) {
        Thread.ofVirtual()
            .start(() -> {
              java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000L);
              notes.add(retry);
            });
      }
    }

    private void delete(String handle) {
      long id = ++commands;
      again.put(id, () -> delete(handle));
      line.submit(new LineCommand.DeleteSms(id, handle));
    }

    void send() {
      long id = ++commands;
      again.put(id, this::send);
      line.submit(new LineCommand.SendSms(id, "", TPDU));
      sent++;
    }

    String fault() {
      return FAULTS.get(number % FAULTS.size());
    }

    @Override
    public String toString() {
      return "gsm-" + number + " " + fault() + ": " + state + " " + reason + ", got " + received;
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private void sim(String words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of("--sim", simulator));
    all.addAll(Arrays.asList(words.split(" ", -1)));
    assertEquals(
        0,
        new CommandLine(to, to).run(all),
        () -> words + ": " + said.toString(StandardCharsets.UTF_8));
  }

  private void await(Duration most, Predicate<Subject> wanted) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!subjects.stream().allMatch(wanted)) {
      assertTrue(
          System.nanoTime() < end,
          () -> subjects.stream().filter(wanted.negate()).toList().toString());
      Runnable note = notes.poll(100, TimeUnit.MILLISECONDS);
      if (note != null) {
        note.run();
      }
    }
  }

  @Test
  void allAreBackAndNoMessageIsLostOrDoubled() throws IOException, InterruptedException {
    Simulator started =
        Simulator.start(
            new SimulatorSettings(directory, "127.0.0.1", 0, WorldSettings.of(LINES, 0, 0)));
    open.add(started);
    simulator = "127.0.0.1:" + started.grpcPort();
    GsmAtDriver driver = new GsmAtDriver();
    for (int i = 1; i <= LINES; i++) {
      subjects.add(new Subject(i, driver));
    }
    await(PATIENCE, each -> each.state == LineState.IN_SERVICE);
    subjects.forEach(each -> each.failed = false);
    for (Subject each : subjects) {
      sim("subscriber +861380000" + (2000 + each.number) + " sms gsm-" + each.number + " before");
      sim("line gsm-" + each.number + " fault " + each.fault());
      each.send();
      sim("subscriber +861380000" + (2000 + each.number) + " sms gsm-" + each.number + " after");
    }
    await(PATIENCE, each -> each.failed);
    for (Subject each : subjects) {
      String end = ENDS.get(each.fault());
      if (end != null) {
        sim("line gsm-" + each.number + " fault " + end);
      }
    }
    await(PATIENCE, each -> each.state == LineState.IN_SERVICE);
    await(PATIENCE, each -> each.received >= 2 && each.again.isEmpty());
    subjects.forEach(each -> assertEquals(2, each.received, each::toString));
    assertEquals(
        LINES,
        subjects.stream().mapToInt(each -> each.sent > 0 ? 1 : 0).sum(),
        "every line has sent");
  }
}
