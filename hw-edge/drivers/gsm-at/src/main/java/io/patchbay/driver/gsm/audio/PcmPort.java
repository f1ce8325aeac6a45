package io.patchbay.driver.gsm.audio;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A modem's voice in frames of 20 ms, over a serial port or a sound card: 320 octets each.
///
/// The modem's clock is master: one frame goes out for each frame that came in, silence when the
/// caller had none. Frames leave through a short queue and a thread of their own, so that a modem
/// that stops reading stops nobody; what does not fit is dropped and counted. The same thread opens
/// the port, and again when it is lost.
public final class PcmPort implements ModemAudio {
  private static final Logger LOG = LoggerFactory.getLogger(PcmPort.class);
  private static final int FRAME_OCTETS = FrameQueue.FRAME_OCTETS;
  private static final long READ_NANOS = 100_000_000L;
  private static final long STALE_NANOS = 250_000_000L;
  private static final long ABSENT_MILLIS = 20;
  private static final long RETRY_MILLIS = 500;
  private static final short[] SILENCE = new short[FRAME_SAMPLES];

  private final PcmLink.Opener opener;
  private final LongSupplier nanoTime;
  private final FrameQueue outgoing = new FrameQueue();
  private final Object opened = new Object();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable PcmLink link;
  private volatile boolean written = true;
  private final AtomicLong heard = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();

  // the reader's own
  private final byte[] partial = new byte[FRAME_OCTETS];
  private final byte[] stale = new byte[4096];
  private int filled;
  private long lastRead;
  private @Nullable PcmLink readFrom;

  /// A port that is not open yet.
  ///
  /// @param line for the thread's name and messages
  /// @param threads makes the thread that writes
  public PcmPort(String line, PcmLink.Opener opener, ThreadFactory threads, LongSupplier nanoTime) {
    this.opener = opener;
    this.nanoTime = nanoTime;
    lastRead = nanoTime.getAsLong();
    thread = threads.newThread(this::run);
    thread.setName("gsm-" + line + "-pcm");
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public boolean clocked() {
    return true;
  }

  @Override
  public long heard() {
    return heard.get();
  }

  @Override
  public long reads() {
    return reads.get();
  }

  @Override
  public int read(short[] frame) {
    reads.incrementAndGet();
    PcmLink from = link;
    if (closed()) {
      return -1;
    }
    if (from == null) {
      return pause(ABSENT_MILLIS) ? 0 : -1;
    }
    long start = nanoTime.getAsLong();
    if (!from.equals(readFrom)) {
      readFrom = from;
      filled = 0;
      lastRead = start;
    } else if (start - lastRead > STALE_NANOS) {
      dropStale(from);
    }
    do {
      int n = from.read(partial, filled, FRAME_OCTETS - filled);
      if (n < 0) {
        lost(from);
        return closed() ? -1 : 0;
      }
      filled += n;
      heard.addAndGet(n);
    } while (filled < FRAME_OCTETS && nanoTime.getAsLong() - start < READ_NANOS);
    lastRead = nanoTime.getAsLong();
    if (filled < FRAME_OCTETS) {
      return 0; // what came is kept for the next call
    }
    filled = 0;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      frame[i] = (short) ((partial[2 * i] & 0xFF) | (partial[2 * i + 1] << 8));
    }
    if (!written) {
      offer(SILENCE);
    }
    written = false;
    return FRAME_SAMPLES;
  }

  /// What piled up while nobody read is old; the sample boundary is kept.
  private void dropStale(PcmLink from) {
    int total = filled;
    byte last = partial[0];
    for (int left = from.available(); left > 0 && !closed(); left = from.available()) {
      int n = from.read(stale, 0, Math.min(left, stale.length));
      if (n <= 0) {
        break;
      }
      total += n;
      last = stale[n - 1];
    }
    filled = total % 2;
    partial[0] = last;
  }

  @Override
  public void write(short[] frame) {
    if (closed() || link == null) {
      return;
    }
    written = true;
    offer(frame);
  }

  private void offer(short[] frame) {
    outgoing.offer(frame);
    LockSupport.unpark(thread);
  }

  /// Frames that the modem did not take.
  public long dropped() {
    return outgoing.dropped();
  }

  private void lost(PcmLink which) {
    synchronized (opened) {
      if (which.equals(link)) {
        link = null;
      }
    }
    which.close();
  }

  private void run() {
    String told = "";
    byte[] octets = new byte[FRAME_OCTETS];
    while (!closed()) {
      PcmLink to = link;
      try {
        if (to == null) {
          open();
          told = "";
        } else if (!outgoing.poll(octets)) {
          LockSupport.parkNanos(this, RETRY_MILLIS * 1_000_000);
        } else if (!to.write(octets, octets.length)) {
          lost(to);
        }
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(told)) {
          LOG.warn("{}: no audio: {}", thread.getName(), reason);
          told = reason;
        }
        pause(RETRY_MILLIS);
      }
    }
  }

  private void open() throws IOException {
    PcmLink next = opener.open();
    outgoing.clear();
    synchronized (opened) {
      if (closed()) {
        next.close();
        return;
      }
      link = next;
    }
  }

  /// Waits, but not beyond closing; false when closed.
  private boolean pause(long millis) {
    try {
      return !closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !closed();
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
    PcmLink last;
    synchronized (opened) {
      last = link;
      link = null;
    }
    thread.interrupt();
    if (last != null) {
      last.close();
    }
  }
}
