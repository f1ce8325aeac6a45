package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.driver.gsm.audio.PcmPort;
import io.patchbay.driver.gsm.audio.SerialPcm;
import io.patchbay.driver.gsm.audio.SilentPort;
import io.patchbay.driver.gsm.identity.OwnPorts;
import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.driver.gsm.soundcard.SoundCards;
import io.patchbay.line.AudioPort;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineFigures;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineTrace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A SIM line: one thread with a mailbox runs the machines, one reads the command port and reopens
/// it.
final class GsmLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(GsmLine.class);
  private static final long CLOSING_NANOS = 300_000_000L;
  private static final long IDLE_NANOS = 1_000_000_000L;
  private static final long JOIN_MILLIS = 400;
  private static final Duration POWER = Duration.ofSeconds(15);

  private final String name;
  private final LongSupplier nanoTime;
  private final Reporter reporter;
  private final ModemAudio audio;
  private final AtTimes times = new AtTimes();
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final PortKeeper port;
  private final Thread runner;

  // the runner's own
  private final LineCore core;
  private boolean closing;
  private long closingSince;

  GsmLine(
      String name,
      GsmSettings settings,
      OwnPorts ports,
      SoundCards cards,
      ThreadFactory voiceThreads,
      LongSupplier nanoTime,
      RandomGenerator random,
      PinMemory pins,
      Reporter reporter) {
    this.name = name;
    this.nanoTime = nanoTime;
    this.reporter = reporter;
    audio = audio(name, settings, ports, cards, voiceThreads, nanoTime);
    core =
        new LineCore(
            name,
            settings,
            audio,
            times,
            nanoTime,
            random,
            reporter,
            power(name, settings.recovery()),
            pins,
            mailbox::add);
    port = new PortKeeper(name, ports, this::attach, this::detach, this::receive, nanoTime);
    runner = Thread.ofPlatform().daemon().name("gsm-" + name).unstarted(this::run);
  }

  private static Optional<PowerSwitch> power(String name, RecoverySettings recovery) {
    return recovery.powerCommand().isEmpty()
        ? Optional.empty()
        : Optional.of(new PowerCommand(name, recovery.powerCommand(), POWER));
  }

  private static ModemAudio audio(
      String name,
      GsmSettings settings,
      OwnPorts ports,
      SoundCards cards,
      ThreadFactory voiceThreads,
      LongSupplier nanoTime) {
    return switch (settings.audio()) {
      case NONE -> new SilentPort();
      case SERIAL ->
          new PcmPort(name, () -> new SerialPcm(ports.openAudio()), voiceThreads, nanoTime);
      case SOUND_CARD ->
          new PcmPort(
              name,
              () -> cards.open(settings.soundCard(), ports.command()),
              voiceThreads,
              nanoTime);
    };
  }

  void start() {
    runner.start();
    port.start();
    audio.start();
  }

  @Override
  public LineKind kind() {
    return LineKind.SIM;
  }

  @Override
  public AudioPort audio() {
    return audio;
  }

  @Override
  public LineTrace trace() {
    return reporter.trace();
  }

  @Override
  public LineFigures figures() {
    return new LineFigures(audio.counts(), times.answers());
  }

  @Override
  public void submit(LineCommand command) {
    if (reporter.begin(command.id())) {
      mailbox.add(() -> core.command(command));
    }
  }

  // The port's thread calls these three; each leaves a note for the runner.

  private void attach(SerialLink link) {
    mailbox.add(() -> core.attach(link));
  }

  private void detach(String reason, Trouble trouble) {
    mailbox.add(() -> core.detach(reason, trouble));
  }

  private void receive(byte[] octets) {
    mailbox.add(() -> core.receive(octets));
  }

  private void run() {
    while (!closed()) {
      try {
        Runnable note = mailbox.poll(nanosToNext(), TimeUnit.NANOSECONDS);
        if (note != null) {
          note.run();
        }
        core.tick();
      } catch (InterruptedException e) {
        break;
      } catch (RuntimeException e) {
        LOG.error("line {}: a fault of the driver; the port is opened anew", name, e);
        port.reopen();
      }
    }
    core.end("closed");
    reporter.close();
  }

  private boolean closed() {
    return closing && (core.quiet() || nanoTime.getAsLong() - closingSince > CLOSING_NANOS);
  }

  private long nanosToNext() {
    long next = Math.min(IDLE_NANOS, core.nanosToNext());
    return closing ? Math.min(next, CLOSING_NANOS / 10) : next;
  }

  private void hangUp() {
    closing = true;
    closingSince = nanoTime.getAsLong();
    core.hangUp();
  }

  @Override
  public synchronized void close() {
    try {
      mailbox.add(this::hangUp);
      runner.join(JOIN_MILLIS);
      runner.interrupt();
      port.close();
      audio.close();
      runner.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reporter.close();
  }
}
