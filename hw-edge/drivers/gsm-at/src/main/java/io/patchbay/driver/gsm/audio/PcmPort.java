package io.patchbay.driver.gsm.audio;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /// What came longer ago than this while nobody read was answered by the modem's own silence.
  private static final long LATE_NANOS = 60_000_000L;

  /// Frames that the modem shall have in hand after that.
  private static final int IN_HAND = 2;

  /// In a call, nobody reads the port.
  private static final long UNREAD_NANOS = 150_000_000L;

  private static final long ABSENT_MILLIS = 20;
  private static final long RETRY_MILLIS = 500;
  private static final short[] SILENCE = new short[FRAME_SAMPLES];

  private final PcmLink.Opener opener;
  private final LongSupplier nanoTime;
  private final FrameQueue outgoing = new FrameQueue();
  private final Object opened = new Object();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final AudioCounts counts = new AudioCounts();
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile @Nullable PcmLink link;
  private volatile String trouble = "not opened yet";
  private volatile boolean written = true;
  private final AtomicLong heard = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private volatile int toNetwork = Gain.UNITY;
  private volatile int fromNetwork = Gain.UNITY;
  private volatile boolean inCall;
  private volatile long asked;
  private volatile @Nullable Talk talk;

  // the reader's own: whoever has set `reading`
  private final byte[] partial = new byte[FRAME_OCTETS];
  private final byte[] stale = new byte[4096];
  private int filled;
  private long lastRead;
  private @Nullable PcmLink readFrom;
  private int late;

  // the port's thread's own
  private final short[] idleHeard = new short[FRAME_SAMPLES];
  private final short[] idleSaid = new short[FRAME_SAMPLES];

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
    asked = nanoTime.getAsLong();
    if (closed()) {
      return -1;
    }
    if (from == null || talk != null || !reading.compareAndSet(false, true)) {
      return pause(ABSENT_MILLIS) ? 0 : -1;
    }
    try {
      int got = frame(from, frame);
      if (got > 0 && !written) {
        counts.silence.incrementAndGet();
        offer(SILENCE);
      }
      written = got <= 0 && written;
      return got;
    } finally {
      reading.set(false);
      asked = nanoTime.getAsLong();
    }
  }

  private int frame(PcmLink from, short[] frame) {
    long start = nanoTime.getAsLong();
    if (!from.equals(readFrom)) {
      readFrom = from;
      filled = 0;
      late = 0;
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
    long now = nanoTime.getAsLong();
    boolean afterPause = now - lastRead > LATE_NANOS;
    lastRead = now;
    if (filled < FRAME_OCTETS) {
      if (inCall) {
        counts.missing.incrementAndGet();
      }
      return 0; // what came is kept for the next call
    }
    filled = 0;
    late = afterPause ? Math.max(0, 1 + from.available() / FRAME_OCTETS - IN_HAND) : late;
    counts.heard.incrementAndGet();
    int factor = fromNetwork;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      short sample = (short) ((partial[2 * i] & 0xFF) | (partial[2 * i + 1] << 8));
      frame[i] = Gain.of(sample, factor);
    }
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
    if (closed() || link == null || talk != null) {
      return;
    }
    written = true;
    if (late > 0) { // it would lie in the modem's queue for the rest of the call
      late--;
      counts.late.incrementAndGet();
    } else {
      offer(frame);
    }
  }

  private void offer(short[] frame) {
    outgoing.offer(frame, toNetwork);
    LockSupport.unpark(thread);
  }

  @Override
  public String trouble() {
    return link == null ? trouble : "";
  }

  @Override
  public void gain(double toNetworkDb, double fromNetworkDb) {
    toNetwork = Gain.factor(toNetworkDb);
    fromNetwork = Gain.factor(fromNetworkDb);
  }

  @Override
  public void inCall(boolean up) {
    asked = nanoTime.getAsLong();
    inCall = up;
    LockSupport.unpark(thread);
  }

  @Override
  public void talk(@Nullable Talk next) {
    talk = next;
    LockSupport.unpark(thread);
  }

  @Override
  public Map<String, Long> counts() {
    PcmLink now = link;
    return counts.all(
        outgoing.dropped(), now == null ? 0 : now.underruns(), now == null ? 0 : now.overruns());
  }

  /// In a call that nobody listens to: a frame out for each that comes, whatever it is.
  private void idle(PcmLink from) {
    if (!reading.compareAndSet(false, true)) {
      return;
    }
    try {
      if (frame(from, idleHeard) > 0) {
        Arrays.fill(idleSaid, (short) 0);
        Talk talking = talk;
        if (talking != null) {
          talking.exchange(idleHeard, idleSaid);
        }
        outgoing.offer(idleSaid, toNetwork);
      }
    } finally {
      reading.set(false);
    }
  }

  private boolean unread() {
    return inCall && (talk != null || nanoTime.getAsLong() - asked > UNREAD_NANOS);
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
          waitOrIdle(to);
        } else if (!to.write(octets, octets.length)) {
          lost(to);
        }
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage());
        trouble = reason;
        if (!reason.equals(told)) {
          LOG.warn("{}: no audio: {}", thread.getName(), reason);
          told = reason;
        }
        pause(RETRY_MILLIS);
      }
    }
  }

  private void waitOrIdle(PcmLink to) {
    if (unread()) {
      idle(to);
    } else {
      LockSupport.parkNanos(this, inCall ? UNREAD_NANOS : RETRY_MILLIS * 1_000_000);
    }
  }

  private void open() throws IOException {
    PcmLink next = opener.open();
    outgoing.clear();
    counts.opened.incrementAndGet();
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
