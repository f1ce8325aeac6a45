package io.patchbay.media.session;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Opens terminations and contexts and runs them on its threads.
///
/// Threads: `media-tick-<n>` (20 ms absolute deadlines), `media-rtcp`, and `media-line-<n>` per
/// clocked line. Methods may be called from any thread.
public final class MediaEngine implements AutoCloseable {
  /// Starts the threads.
  ///
  /// @param nanoTime monotonic time, `System::nanoTime`
  /// @param random sequence numbers, timestamps, SSRCs, first port
  public MediaEngine(MediaSettings settings, LongSupplier nanoTime, RandomGenerator random) {
    throw new UnsupportedOperationException();
  }

  /// Opens an RTP termination on a free even port of the range.
  ///
  /// @throws MediaException when no port is free or the address cannot be bound
  public RtpTermination openRtp(MediaEventSink events) {
    throw new UnsupportedOperationException();
  }

  /// Opens a line termination; it reads `port` at once and closes it with itself.
  public LineTermination openLine(FramePort port, MediaEventSink events) {
    throw new UnsupportedOperationException();
  }

  /// Opens an empty context.
  public Context openContext() {
    throw new UnsupportedOperationException();
  }

  /// Load and pacing so far.
  public EngineStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  /// Closes every termination and ends the threads, within 2 s.
  @Override
  public void close() {}
}
