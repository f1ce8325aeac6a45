package io.patchbay.simulator.modem;

/// Where a modem's bytes go. Called on the world's thread; never blocks.
public interface ModemOutput {
  /// Bytes from the AT port.
  void command(byte[] bytes);

  /// 20 ms of audio from the PCM port.
  ///
  /// @param pcm 320 octets: 160 samples, 16-bit little-endian, 8 kHz mono
  void audio(byte[] pcm);

  /// The modem vanished from the bus (true) or came back (false).
  void gone(boolean gone);
}
