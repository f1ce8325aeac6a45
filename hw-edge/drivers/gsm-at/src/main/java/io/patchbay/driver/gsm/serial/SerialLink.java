package io.patchbay.driver.gsm.serial;

/// An open serial port. One thread reads, one writes; [#close] comes from any.
public interface SerialLink extends AutoCloseable {
  /// Reads what is there; waits a moment (about 50 ms) for the first octet.
  ///
  /// @return octets read, 0 when none came, -1 when the other end is gone or the port is closed
  int read(byte[] octets, int offset, int length);

  /// Octets that [#read] has without waiting.
  int available();

  /// Writes all octets or none of the rest.
  ///
  /// @return false when the other end is gone
  boolean write(byte[] octets, int length);

  /// Idempotent; does not throw.
  @Override
  void close();

  /// Opens ports; the tests have one without hardware.
  interface Opener {
    /// Opens a port; does not wait for anything but the operating system.
    ///
    /// @param path absolute, symbolic links are followed
    /// @throws java.io.IOException it cannot be opened now; the message names path and reason
    SerialLink open(String path, int baudRate) throws java.io.IOException;
  }
}
