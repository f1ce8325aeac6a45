package io.patchbay.media.codec.opus;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.patchbay.media.codec.Codec;

/// Opus by Concentus. It allocates as it codes: some kB each 20 ms.
final class Concentus implements Codec {
  private static final int RATE_HZ = 8000;
  private static final int COMPLEXITY = 3;
  private static final int MAX_OCTETS = 1275;
  private static final int MAX_SAMPLES = 960;

  private final OpusEncoder encoder;
  private final OpusDecoder decoder;
  private final short[] samples = new short[MAX_SAMPLES];

  Concentus() {
    try {
      encoder = new OpusEncoder(RATE_HZ, 1, OpusApplication.OPUS_APPLICATION_VOIP);
      decoder = new OpusDecoder(RATE_HZ, 1);
    } catch (OpusException impossible) {
      throw new IllegalStateException(impossible);
    }
    encoder.setComplexity(COMPLEXITY);
  }

  @Override
  public int frameSamples() {
    return 160;
  }

  @Override
  public int encode(short[] pcm, int offset, int count, byte[] out, int outOffset) {
    try {
      int room = Math.min(MAX_OCTETS, out.length - outOffset);
      return encoder.encode(pcm, offset, count, out, outOffset, room);
    } catch (OpusException
        | RuntimeException failed) { // of the library: the peer conceals a packet
      return 0;
    }
  }

  @Override
  public int decode(byte[] in, int offset, int length, short[] pcm, int pcmOffset) {
    if (length == 0) {
      return 0;
    }
    try {
      int count = decoder.decode(in, offset, length, samples, 0, MAX_SAMPLES, false);
      int written = Math.clamp(count, 0, pcm.length - pcmOffset);
      System.arraycopy(samples, 0, pcm, pcmOffset, written);
      return written;
    } catch (OpusException | RuntimeException wrong) { // of any octets that a peer may send
      return 0;
    }
  }
}
