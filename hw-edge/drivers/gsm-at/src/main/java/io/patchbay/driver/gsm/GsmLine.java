package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.driver.gsm.audio.PcmPort;
import io.patchbay.driver.gsm.audio.SerialPcm;
import io.patchbay.driver.gsm.audio.SilentPort;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.driver.gsm.soundcard.SoundCards;
import io.patchbay.line.AudioPort;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineTrace;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A SIM line: one thread with a mailbox runs the machines, one reads the command port and reopens
/// it.
final class GsmLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(GsmLine.class);
  private static final long CLOSING_NANOS = 300_000_000L;
  private static final long IDLE_NANOS = 1_000_000_000L;
  private static final long JOIN_MILLIS = 400;

  /// Calls that come in are numbered from here, so that they cannot meet the commander's numbers.
  private static final int FIRST_INCOMING = 1 << 30;

  private final String name;
  private final GsmSettings settings;
  private final LongSupplier nanoTime;
  private final Reporter reporter;
  private final StatusBoard board;
  private final ModemAudio audio;
  private final PinTry pin = new PinTry();
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final PortKeeper port;
  private final Thread runner;

  // the runner's own
  private @Nullable ModemSession session;
  private int incoming = FIRST_INCOMING;
  private boolean closing;
  private long closingSince;

  GsmLine(
      String name,
      GsmSettings settings,
      SerialLink.Opener opener,
      SoundCards cards,
      ThreadFactory voiceThreads,
      LongSupplier nanoTime,
      Reporter reporter) {
    this.name = name;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.reporter = reporter;
    board = new StatusBoard(name, settings.number(), reporter);
    audio = audio(name, settings, opener, cards, voiceThreads, nanoTime);
    port = new PortKeeper(name, opener, settings, this::attach, this::detach, this::receive);
    runner = Thread.ofPlatform().daemon().name("gsm-" + name).unstarted(this::run);
  }

  private static ModemAudio audio(
      String name,
      GsmSettings settings,
      SerialLink.Opener opener,
      SoundCards cards,
      ThreadFactory voiceThreads,
      LongSupplier nanoTime) {
    return switch (settings.audio()) {
      case NONE -> new SilentPort();
      case SERIAL ->
          new PcmPort(
              name,
              () -> new SerialPcm(opener.open(settings.audioPort(), settings.baudRate())),
              voiceThreads,
              nanoTime);
      case SOUND_CARD ->
          new PcmPort(
              name,
              () -> cards.open(settings.soundCard(), settings.commandPort()),
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
  public void submit(LineCommand command) {
    if (reporter.begin(command.id())) {
      mailbox.add(() -> command(command));
    }
  }

  private void command(LineCommand command) {
    if (session == null) {
      reporter.refused(command.id(), Refusal.UNAVAILABLE, board.status().reason());
    } else {
      session.command(command);
    }
  }

  // The port's thread calls these three; each leaves a note for the runner.

  private void attach(SerialLink link) {
    mailbox.add(() -> {
      session =
          new ModemSession(name, settings, link, nanoTime, board, reporter, pin, () -> ++incoming);
      session.begin();
    });
  }

  private void detach(String reason) {
    mailbox.add(() -> end(reason));
  }

  private void receive(byte[] octets) {
    mailbox.add(() -> {
      if (session != null) {
        session.receive(octets);
      }
    });
  }

  private void end(String reason) {
    ModemSession ended = session;
    session = null;
    if (ended != null) {
      ended.end(reason);
    } else {
      board.down(reason);
    }
  }

  private void run() {
    while (!closed()) {
      try {
        Runnable note = mailbox.poll(nanosToNext(), TimeUnit.NANOSECONDS);
        if (note != null) {
          note.run();
        }
        if (session != null) {
          session.tick();
        }
      } catch (InterruptedException e) {
        break;
      } catch (RuntimeException e) {
        LOG.error("line {}: a fault of the driver; the port is opened anew", name, e);
        port.reopen();
      }
    }
    end("closed");
    reporter.close();
  }

  private boolean closed() {
    return closing
        && (session == null
            || session.quiet()
            || nanoTime.getAsLong() - closingSince > CLOSING_NANOS);
  }

  private long nanosToNext() {
    long next = session == null ? IDLE_NANOS : Math.min(IDLE_NANOS, session.nanosToNext());
    return closing ? Math.min(next, CLOSING_NANOS / 10) : next;
  }

  private void hangUp() {
    closing = true;
    closingSince = nanoTime.getAsLong();
    if (session != null) {
      session.hangUp();
    }
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
