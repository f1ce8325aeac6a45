package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_NANOS;
import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.clock.ThreadTuning;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The thread of a clocked line: blocks in the port's read, then drives its group, or, where
/// another thread drives that, exchanges frames with it.
final class LineClock implements Runnable, Driver {
  private static final int TRUSTED_FRAMES = 5;
  private static final long FRESH_NANOS = 3 * FRAME_NANOS;

  private final LineEnd line;
  private final FramePort port;
  private final LongSupplier nanoTime;
  private final ClockBridge in = new ClockBridge();
  private final ClockBridge out = new ClockBridge();
  private final short[] frame = new short[FRAME_SAMPLES];
  private final short[] spoken = new short[FRAME_SAMPLES];
  private volatile long deliveredAt;
  private int delivered;
  private volatile boolean trusted;
  private volatile boolean stopped;
  private volatile @Nullable Thread thread;

  LineClock(LineEnd line, FramePort port, LongSupplier nanoTime) {
    this.line = line;
    this.port = port;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    ThreadTuning.forMedia();
    String reason = "end of audio";
    try {
      while (!stopped && next()) {}
    } catch (RuntimeException failure) { // a driver's port failed; the other calls go on
      reason = String.valueOf(failure.getMessage());
    }
    trusted = false;
    if (!stopped) {
      line.portEnded(reason);
    }
  }

  void stop() {
    stopped = true;
  }

  /// Whether the hardware delivers, so that it can be the clock of a context.
  boolean delivering(long now) {
    return trusted && now - deliveredAt < FRESH_NANOS;
  }

  /// The next frame of the line for the group's driver.
  boolean read(short[] heard) {
    if (!driving()) {
      return in.get(heard);
    }
    in.exchange(frame, heard);
    return true;
  }

  /// A frame for the line from the group's driver.
  void write(short[] said) {
    if (driving()) {
      out.exchange(said, spoken);
      port.write(spoken);
    } else {
      out.put(said);
    }
  }

  private boolean next() {
    int samples = port.read(frame);
    if (samples < 0) {
      return false;
    }
    if (samples == 0) {
      LockSupport.parkNanos(FRAME_NANOS / 4);
      return true;
    }
    long now = nanoTime.getAsLong();
    long gap = now - deliveredAt;
    deliveredAt = now;
    delivered = gap < FRESH_NANOS ? delivered + 1 : 0;
    trusted = delivered >= TRUSTED_FRAMES;
    if (!line.drive(now)) {
      in.put(frame);
      if (!out.get(frame)) {
        Arrays.fill(frame, (short) 0);
      }
      port.write(frame);
    }
    return true;
  }

  private boolean driving() {
    return Thread.currentThread().equals(thread);
  }
}
