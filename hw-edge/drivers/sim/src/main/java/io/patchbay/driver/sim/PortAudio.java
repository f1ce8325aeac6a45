package io.patchbay.driver.sim;

import io.patchbay.line.AudioPort;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The audio of a port: what came waits in a queue of 10 frames (the oldest is dropped), what goes
/// is sent at once.
final class PortAudio implements AudioPort {
  private static final int MOST_FRAMES = 10;
  private static final long PATIENCE_MILLIS = 100;

  private final ArrayBlockingQueue<short[]> received = new ArrayBlockingQueue<>(MOST_FRAMES);
  private final Consumer<byte[]> sender;
  private volatile boolean closed;

  /// @param sender takes a whole frame; never blocks
  PortAudio(Consumer<byte[]> sender) {
    this.sender = sender;
  }

  /// A frame came; on the reader thread.
  void received(short[] frame) {
    while (!received.offer(frame)) {
      received.poll();
    }
  }

  void close() {
    closed = true;
  }

  @Override
  public boolean clocked() {
    return true;
  }

  @Override
  public int read(short[] frame) {
    if (closed) {
      return -1;
    }
    try {
      short[] next = received.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (closed) {
        return -1;
      }
      if (next == null) {
        return 0;
      }
      System.arraycopy(next, 0, frame, 0, FRAME_SAMPLES);
      return FRAME_SAMPLES;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public void write(short[] frame) {
    if (!closed) {
      byte[] octets = new byte[3 + 2 * FRAME_SAMPLES];
      PortFrame.audio(frame, octets);
      sender.accept(octets);
    }
  }
}
