package io.patchbay.edge.record;

import java.io.Closeable;
import java.io.IOException;

/// A file of two channels of 8 kHz that can be played up to what was written last, or up to a
/// second before, even when nobody closed it.
sealed interface SoundFile extends Closeable permits WavFile, OpusFile {
  /// Adds samples, left and right in turn.
  void write(short[] pcm, int samples) throws IOException;

  /// How long it is.
  long millis();

  @Override
  void close() throws IOException;
}
