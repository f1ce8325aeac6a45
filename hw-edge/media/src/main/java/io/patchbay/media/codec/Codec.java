package io.patchbay.media.codec;

/// One direction pair of a codec; keeps its own state, used by one thread at a time, allocates
/// nothing.
public interface Codec {
  /// Encodes samples.
  ///
  /// @param pcm 16-bit linear, 8 kHz mono
  /// @param samples a multiple of [#frameSamples]
  /// @return octets written
  int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset);

  /// Decodes octets of one packet.
  ///
  /// @param pcm gets at most `pcm.length - pcmOffset` samples; what is more is left out
  /// @return samples written
  int decode(byte[] in, int offset, int octets, short[] pcm, int pcmOffset);

  /// What it codes at once: packets are a multiple of that many samples at 8 kHz.
  default int frameSamples() {
    return 80;
  }

  /// Gives back what it holds outside the heap; called once, when nobody uses it any more.
  default void close() {}
}
