package io.patchbay.line.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.AudioPort;
import io.patchbay.line.Cause;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.spi.LineDriverProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What every driver must keep to. A driver's test class extends this and opens its lines.
public abstract class LineDriverContract {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /// The driver under test.
  protected abstract LineDriverProvider provider();

  /// Opens a line on hardware that is attached and answers. Called once in a test; the test closes
  /// it.
  protected abstract Line open(InstantSource clock, Consumer<LineEvent> events) throws Exception;

  /// How long any command may take on this hardware.
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /// Two of every command, those for other kinds of line among them, with calls that do not exist.
  private static List<LineCommand> everyCommand() {
    return List.of(
        new LineCommand.Answer(1, 901),
        new LineCommand.Release(2, 902, Cause.NORMAL_CLEARING),
        new LineCommand.SendDtmf(3, 903, "12#", Duration.ofMillis(100)),
        new LineCommand.SendDtmf(4, 903, "no digits", Duration.ofMillis(100)),
        new LineCommand.Ring(5, 905, "2000/4000", "101", "Alice"),
        new LineCommand.StopRing(6),
        new LineCommand.OffHook(7),
        new LineCommand.OnHook(8),
        new LineCommand.Flash(9, Duration.ofMillis(300)),
        new LineCommand.SendSms(10, "", new byte[0]),
        new LineCommand.DeleteSms(11, "no such handle"),
        new LineCommand.CancelUssd(12, "no-such-session"),
        new LineCommand.Dial(13, 913, "not a number;", Presentation.DEFAULT),
        new LineCommand.Dial(14, 0, "10086", Presentation.ALLOWED),
        new LineCommand.TestAudio(15, "no number"),
        new LineCommand.Control(16, ModuleAction.RADIO_ON));
  }

  @Test
  final void theDriverIsFoundByItsName() {
    LineDriverProvider provider = provider();
    assertTrue(provider.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), provider.name());
    assertFalse(provider.kinds().isEmpty());
    assertTrue(
        ServiceLoader.load(LineDriverProvider.class).stream()
            .anyMatch(found -> found.get().name().equals(provider.name())),
        "not listed in META-INF/services");
  }

  @Test
  final void everyCommandIsAnsweredExactlyOnce() throws Exception {
    EventLog log = new EventLog();
    List<LineCommand> commands = everyCommand();
    try (Line line = open(InstantSource.system(), log)) {
      commands.forEach(line::submit);
      assertTrue(
          log.await(events -> answered(log, commands), patience()),
          () ->
              "unanswered: "
                  + commands.stream().filter(c -> log.answersTo(c.id()).isEmpty()).toList());
    }
    commands.forEach(
        command -> assertEquals(1, log.answersTo(command.id()).size(), command::toString));
  }

  @Test
  final void commandsUnderWayAreAnsweredBeforeCloseReturns() throws Exception {
    EventLog log = new EventLog();
    List<LineCommand> commands = everyCommand();
    Line line = open(InstantSource.system(), log);
    commands.forEach(line::submit);
    line.close();
    commands.forEach(
        command -> assertEquals(1, log.answersTo(command.id()).size(), command::toString));
  }

  @Test
  final void closingIsQuickAndMayBeRepeated() throws Exception {
    Line line = open(InstantSource.system(), event -> {});
    assertTimeout(CLOSE, line::close);
    assertTimeout(CLOSE, line::close);
  }

  @Test
  final void nothingIsReportedAfterClosing() throws Exception {
    EventLog log = new EventLog();
    Line line = open(InstantSource.system(), log);
    line.close();
    int before = log.all().size();
    line.submit(new LineCommand.Release(77, 1, Cause.NORMAL_CLEARING));
    assertFalse(
        log.await(events -> events.size() > before, Duration.ofMillis(300)),
        () -> "late: " + log.all().subList(before, log.all().size()));
  }

  @Test
  final void everyEventCarriesTheTimeOfTheClockGiven() throws Exception {
    Instant start = Instant.parse("2001-02-03T04:05:06Z");
    EventLog log = new EventLog();
    try (Line line = open(() -> start, log)) {
      line.submit(new LineCommand.Release(1, 1, Cause.NORMAL_CLEARING));
      assertTrue(log.await(events -> !log.answersTo(1).isEmpty(), patience()));
    }
    log.all().forEach(event -> assertEquals(start, event.at(), event::toString));
  }

  @Test
  final void theAudioIsOnePortForTheLifeOfTheLineAndEndsWithIt() throws Exception {
    short[] frame = new short[AudioPort.FRAME_SAMPLES];
    Line line = open(InstantSource.system(), event -> {});
    AudioPort audio = line.audio();
    assertSame(audio, line.audio());
    audio.write(frame);
    int read = audio.read(frame);
    assertTrue(read == 0 || read == AudioPort.FRAME_SAMPLES, () -> "read " + read);
    line.close();
    assertEquals(-1, audio.read(frame));
    audio.write(frame);
  }

  private static boolean answered(EventLog log, List<LineCommand> commands) {
    return commands.stream().noneMatch(command -> log.answersTo(command.id()).isEmpty());
  }
}
