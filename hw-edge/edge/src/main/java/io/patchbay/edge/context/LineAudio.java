package io.patchbay.edge.context;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.AudioPort;
import io.patchbay.media.session.FramePort;
import java.util.concurrent.locks.ReentrantLock;

/// A driver's audio as the media engine wants it, for one use of the line.
///
/// The driver's port lives as long as the line; closing this ends only our reading of it. The lock
/// keeps a reader that is about to end from reading beside the next one.
final class LineAudio implements FramePort {
  private final AudioPort port;
  private final ReentrantLock reading;
  private volatile boolean closed;

  /// @param reading one lock for each line
  LineAudio(AudioPort port, ReentrantLock reading) {
    this.port = requireNonNull(port, "port");
    this.reading = requireNonNull(reading, "reading");
  }

  @Override
  public boolean clocked() {
    return port.clocked();
  }

  @Override
  public int read(short[] frame) {
    if (closed) {
      return -1;
    }
    reading.lock();
    try {
      int got = port.read(frame);
      return closed ? -1 : got;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void write(short[] frame) {
    if (!closed) {
      port.write(frame);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
