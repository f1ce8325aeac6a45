package io.patchbay.driver.gsm.audio;

import io.patchbay.line.AudioPort;

/// A line's audio port together with what keeps it open.
public interface ModemAudio extends AudioPort, AutoCloseable {
  /// The port as the line gives it out.
  AudioPort port();

  /// Ends the port's thread; idempotent.
  @Override
  void close();
}
