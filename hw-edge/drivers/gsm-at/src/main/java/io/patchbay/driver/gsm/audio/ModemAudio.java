package io.patchbay.driver.gsm.audio;

import io.patchbay.line.AudioPort;

/// A line's audio port, and what keeps it open.
public interface ModemAudio extends AudioPort, AutoCloseable {
  /// Begins to open what carries the audio, in the background. Once.
  void start();

  /// Octets that ever came from the modem.
  long heard();

  /// How often anybody has read.
  long reads();

  /// Ends the port's thread; idempotent.
  @Override
  void close();
}
