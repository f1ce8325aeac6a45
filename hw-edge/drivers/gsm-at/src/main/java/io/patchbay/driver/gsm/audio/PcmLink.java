package io.patchbay.driver.gsm.audio;

import java.io.IOException;

/// An open way for a modem's voice: 16-bit little endian, 8 kHz mono, both ways. One thread reads,
/// one writes; [#close] comes from any.
public interface PcmLink extends AutoCloseable {
  /// Reads what is there; waits a moment (about 50 ms) for the first octet.
  ///
  /// @return octets read, 0 when none came, -1 when the other end is gone or the link is closed
  int read(byte[] octets, int offset, int length);

  /// Octets that [#read] has without waiting.
  int available();

  /// Writes whole samples.
  ///
  /// @return false when the other end is gone
  boolean write(byte[] octets, int length);

  /// Times that the way to the modem ran dry, as far as it can tell.
  default long underruns() {
    return 0;
  }

  /// Times that something was lost for want of room, as far as it can tell.
  default long overruns() {
    return 0;
  }

  /// Idempotent; does not throw.
  @Override
  void close();

  /// Opens the link, and opens it again after it was lost.
  interface Opener {
    /// Waits for nothing but the operating system.
    ///
    /// @throws IOException it cannot be opened now; the message names port or card, and the reason
    PcmLink open() throws IOException;
  }
}
