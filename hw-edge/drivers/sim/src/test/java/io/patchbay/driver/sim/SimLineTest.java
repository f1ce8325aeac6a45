package io.patchbay.driver.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.Cause;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.tck.EventLog;
import io.patchbay.simulator.Simulator;
import io.patchbay.simulator.SimulatorSettings;
import io.patchbay.simulator.cli.CommandLine;
import io.patchbay.simulator.sound.DtmfEar;
import io.patchbay.simulator.sound.DtmfSound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Analogue calls over real sockets.
@Timeout(30)
final class SimLineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path directory;

  private final EventLog log = new EventLog();
  private Simulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.usual(directory, 0));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private Line open(String name, LineKind kind) {
    Line line =
        new SimDriverProvider()
            .open(
                name,
                kind,
                Map.of("socket", directory.resolve(name + ".sock").toString()),
                InstantSource.system(),
                Thread::new,
                log);
    await(LineEvent.StatusChanged.class, s -> s.status().state() == LineState.IN_SERVICE);
    return line;
  }

  private <T extends LineEvent> void await(Class<T> type, Predicate<T> wanted) {
    assertTrue(
        log.await(
            events -> events.stream().filter(type::isInstance).map(type::cast).anyMatch(wanted),
            PATIENCE),
        () -> type.getSimpleName() + " is missing in " + log.all());
  }

  private void sim(String... words) {
    List<String> all = new ArrayList<>(List.of("--sim", "127.0.0.1:" + simulator.grpcPort()));
    all.addAll(List.of(words));
    assertEquals(0, new CommandLine(System.out, System.err).run(all), () -> all.toString());
  }

  private void accepted(long id) {
    assertTrue(log.await(_ -> !log.answersTo(id).isEmpty(), PATIENCE));
    assertEquals(new Outcome.Accepted(""), log.answersTo(id).getFirst().outcome());
  }

  @Test
  void aPhoneRingsIsLiftedDialsAndHangsUp() {
    try (Line line = open("fxs-1", LineKind.FXS)) {
      line.submit(new LineCommand.Ring(1, 7, "2000/4000", "101", "Alice"));
      accepted(1);
      sim("fxs", "1", "offhook");
      await(LineEvent.OffHook.class, _ -> true);
      sim("fxs", "1", "dial", "42#");
      StringBuilder digits = new StringBuilder();
      DtmfEar ear = new DtmfEar(digits::append);
      short[] frame = new short[160];
      for (int i = 0; i < 250 && digits.length() < 3; i++) {
        assertEquals(160, line.audio().read(frame));
        ear.hear(frame);
      }
      assertEquals("42#", digits.toString());
      sim("fxs", "1", "flash", "200ms");
      await(LineEvent.HookFlash.class, flash -> flash.open().toMillis() == 200);
      sim("fxs", "1", "hangup");
      await(LineEvent.OnHook.class, _ -> true);
    }
  }

  @Test
  void theExchangeRingsIsAnsweredAndReleases() {
    try (Line line = open("fxo-1", LineKind.FXO)) {
      sim("pstn", "55512", "call", "fxo-1", "--say", "tone:1000");
      await(LineEvent.CallOffered.class, offered -> offered.callerNumber().isEmpty());
      await(LineEvent.CallOffered.class, offered -> offered.callerNumber().equals("55512"));
      line.submit(new LineCommand.Answer(1, 1));
      accepted(1);
      await(LineEvent.CallAnswered.class, answered -> answered.call() == 1);
      sim("subscriber", "55512", "hangup");
      await(LineEvent.LoopCurrentLost.class, _ -> true);
      await(LineEvent.CallReleased.class, released -> released.call() == 1);
      line.submit(new LineCommand.OnHook(2));
      accepted(2);
    }
  }

  @Test
  void digitsInTheAudioReachTheExchange() {
    try (Line line = open("fxo-1", LineKind.FXO)) {
      line.submit(new LineCommand.OffHook(1));
      accepted(1);
      DtmfSound tones = new DtmfSound("55501");
      short[] heard = new short[160];
      short[] said = new short[160];
      for (int i = 0; i < 20; i++) {
        assertEquals(160, line.audio().read(heard));
        line.audio().write(said);
      }
      while (!tones.over()) {
        assertEquals(160, line.audio().read(heard));
        tones.next(said);
        line.audio().write(said);
      }
      await(LineEvent.PolarityReversed.class, _ -> true);
      line.submit(new LineCommand.Release(2, 9, Cause.NORMAL_CLEARING));
      accepted(2);
      await(LineEvent.CallReleased.class, released -> released.call() == 9);
    }
  }

  @Test
  void aLostPortEndsTheCallAndComesBack() {
    try (Line line = open("fxo-1", LineKind.FXO)) {
      sim("pstn", "call", "fxo-1");
      await(LineEvent.CallOffered.class, _ -> true);
      sim("line", "fxo-1", "fault", "port-gone");
      await(LineEvent.CallReleased.class, gone -> gone.cause() == Cause.DESTINATION_OUT_OF_ORDER);
      await(LineEvent.StatusChanged.class, s -> s.status().state() == LineState.DOWN);
      short[] frame = new short[160];
      int read = 160;
      while (read > 0) {
        read = line.audio().read(frame);
      }
      assertEquals(0, read);
      int before = log.all().size();
      sim("line", "fxo-1", "fault", "port-back");
      assertTrue(
          log.await(
              events ->
                  events.stream()
                      .skip(before)
                      .anyMatch(event ->
                          event instanceof LineEvent.StatusChanged s
                              && s.status().state() == LineState.IN_SERVICE),
              PATIENCE));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Line line = open("fxs-2", LineKind.FXS)) {
      line.submit(new LineCommand.OffHook(1));
      assertTrue(log.await(_ -> !log.answersTo(1).isEmpty(), PATIENCE));
      Outcome.Refused refused = (Outcome.Refused) log.answersTo(1).getFirst().outcome();
      assertEquals(Refusal.INVALID, refused.kind());
      assertTrue(refused.reason().contains("fxs-2"), refused.reason());
    }
    SimDriverProvider provider = new SimDriverProvider();
    assertThrows(
        IllegalArgumentException.class,
        () -> provider.open("x", LineKind.FXS, Map.of(), InstantSource.system(), Thread::new, log));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            provider.open(
                "x",
                LineKind.SIM,
                Map.of("socket", "s"),
                InstantSource.system(),
                Thread::new,
                log));
  }

  @Test
  void thePortOfAnotherKindIsOutOfService() {
    try (Line line =
        new SimDriverProvider()
            .open(
                "fxs-1",
                LineKind.FXO,
                Map.of("socket", directory.resolve("fxs-1.sock").toString()),
                InstantSource.system(),
                Thread::new,
                log)) {
      await(
          LineEvent.StatusChanged.class,
          s -> s.status().state() == LineState.OUT_OF_SERVICE && !s.status().reason().isEmpty());
      assertEquals(LineKind.FXO, line.kind());
    }
  }
}
