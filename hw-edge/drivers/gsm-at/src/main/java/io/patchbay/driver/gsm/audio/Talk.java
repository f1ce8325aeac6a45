package io.patchbay.driver.gsm.audio;

/// Somebody in the driver who uses a port's audio while a call is up and nobody else reads it. On
/// the port's thread.
public interface Talk {
  /// One frame of 20 ms each way.
  ///
  /// @param heard from the modem
  /// @param said to the modem; to be filled
  void exchange(short[] heard, short[] said);
}
