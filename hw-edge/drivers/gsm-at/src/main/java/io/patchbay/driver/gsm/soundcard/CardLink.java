package io.patchbay.driver.gsm.soundcard;

import io.patchbay.driver.gsm.audio.PcmLink;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An open sound card as a way for a modem's voice.
///
/// The card's capture clock is the master, as the modem's on a serial port. Neither side ever waits
/// for the card's buffers: reading takes what is there, and what a full playback buffer cannot take
/// is dropped. Playback starts with 40 ms in hand, and again when it ran dry. All of that is
/// counted, and told when the link is closed.
final class CardLink implements PcmLink {
  private static final Logger LOG = LoggerFactory.getLogger(CardLink.class);
  private static final int RATE_HZ = 8000;

  /// Samples of 8 kHz in 10 ms, what is converted at once.
  private static final int BLOCK = 80;

  private static final int PREFILL_BLOCKS = 4;
  private static final long READ_NANOS = 50_000_000L;
  private static final long PAUSE_NANOS = 2_000_000L;

  /// A card that is silent for so long was pulled out, or its modem never started it.
  private static final long STALL_NANOS = 2_000_000_000L;

  /// Between calls nobody reads: what the card loses then is no loss.
  private static final long AWAY_NANOS = 250_000_000L;

  private final String card;
  private final TargetDataLine capture;
  private final SourceDataLine playback;
  private final LongSupplier nanoTime;
  private final LongConsumer pause;
  private final int channels;
  private final int ratio;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong overruns = new AtomicLong();
  private final AtomicLong underruns = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  // the reader's own
  private final Resampler down;
  private final byte[] heardOctets;
  private final short[] heard;
  private final short[] block = new short[BLOCK];
  private final byte[] ready = new byte[2 * BLOCK];
  private int readyFrom = ready.length;
  private long lastHeard;
  private long lastRead;
  private boolean away;
  private boolean stalled;

  // the writer's own
  private final Resampler up;
  private final byte[] saidOctets;
  private final short[] said;
  private final short[] frame = new short[BLOCK];
  private boolean playing;

  /// Both lines are open and started, in the same format of 16 bits little endian.
  ///
  /// @param card its name, for messages
  /// @param pause waits for so many nanoseconds
  CardLink(
      String card,
      TargetDataLine capture,
      SourceDataLine playback,
      LongSupplier nanoTime,
      LongConsumer pause) {
    this.card = card;
    this.capture = capture;
    this.playback = playback;
    this.nanoTime = nanoTime;
    this.pause = pause;
    AudioFormat format = capture.getFormat();
    channels = format.getChannels();
    ratio = Math.round(format.getSampleRate()) / RATE_HZ;
    down = new Resampler(ratio);
    up = new Resampler(ratio);
    heard = new short[BLOCK * ratio];
    said = new short[BLOCK * ratio];
    heardOctets = new byte[2 * heard.length * channels];
    saidOctets = new byte[2 * said.length * channels];
    lastHeard = nanoTime.getAsLong();
    lastRead = lastHeard;
  }

  @Override
  public int read(byte[] octets, int offset, int length) {
    long start = nanoTime.getAsLong();
    away = start - lastRead > AWAY_NANOS;
    lastHeard = away ? start : lastHeard;
    int n = await(start) ? Math.min(length, ready.length - readyFrom) : 0;
    lastRead = nanoTime.getAsLong();
    System.arraycopy(ready, readyFrom, octets, offset, n);
    readyFrom += n;
    return n == 0 && gone() ? -1 : n;
  }

  private boolean gone() {
    return closed.get() || stalled || !capture.isOpen();
  }

  @Override
  public int available() {
    int blocks = gone() ? 0 : capture.available() / heardOctets.length;
    return ready.length - readyFrom + blocks * ready.length;
  }

  /// Waits for a block; false when none came.
  private boolean await(long start) {
    while (readyFrom == ready.length) {
      long now = nanoTime.getAsLong();
      if (gone() || now - start > READ_NANOS) {
        return false;
      }
      if (capture.available() >= heardOctets.length) {
        hear();
      } else if (now - lastHeard > STALL_NANOS) {
        LOG.warn("{}: nothing was heard for 2 s; it is opened again", card);
        stalled = true;
      } else {
        pause.accept(PAUSE_NANOS);
      }
    }
    return true;
  }

  /// Takes a block that is there.
  private void hear() {
    if (!away && capture.available() >= capture.getBufferSize()) {
      overruns.incrementAndGet();
    }
    if (capture.read(heardOctets, 0, heardOctets.length) < heardOctets.length) {
      stalled = true; // it was closed under us
      return;
    }
    lastHeard = nanoTime.getAsLong();
    for (int i = 0; i < heard.length; i++) { // of two channels the left one
      int at = 2 * i * channels;
      heard[i] = (short) ((heardOctets[at] & 0xFF) | (heardOctets[at + 1] << 8));
    }
    down.down(heard, block, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      ready[2 * i] = (byte) block[i];
      ready[2 * i + 1] = (byte) (block[i] >> 8);
    }
    readyFrom = 0;
  }

  @Override
  public boolean write(byte[] octets, int length) {
    for (int from = 0; from + 2 * BLOCK <= length; from += 2 * BLOCK) {
      if (closed.get() || !playback.isOpen()) {
        return false;
      }
      for (int i = 0; i < BLOCK; i++) {
        int at = from + 2 * i;
        frame[i] = (short) ((octets[at] & 0xFF) | (octets[at + 1] << 8));
      }
      up.up(frame, said, BLOCK);
      say();
    }
    return true;
  }

  private void say() {
    if (playback.available() >= playback.getBufferSize()) {
      if (playing) {
        underruns.incrementAndGet();
      }
      playing = true;
      java.util.Arrays.fill(saidOctets, (byte) 0);
      for (int i = 0; i < PREFILL_BLOCKS; i++) {
        put();
      }
    }
    for (int i = 0; i < said.length; i++) {
      for (int channel = 0; channel < channels; channel++) {
        int at = 2 * (i * channels + channel);
        saidOctets[at] = (byte) said[i];
        saidOctets[at + 1] = (byte) (said[i] >> 8);
      }
    }
    put();
  }

  private void put() {
    if (playback.available() < saidOctets.length) {
      dropped.incrementAndGet(); // to wait for it would only add delay
    } else {
      playback.write(saidOctets, 0, saidOctets.length);
    }
  }

  /// Times that the card had lost audio since we read last, and blocks of 10 ms it could not take.
  @Override
  public long overruns() {
    return overruns.get() + dropped.get();
  }

  /// Times that the card had nothing to play.
  @Override
  public long underruns() {
    return underruns.get();
  }

  /// Blocks of 10 ms that the card could not take.
  long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      LOG.info(
          "{} closed: {} overruns, {} underruns, {} blocks dropped",
          card,
          overruns,
          underruns,
          dropped);
      capture.close();
      playback.close();
    }
  }
}
