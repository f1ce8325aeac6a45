package io.patchbay.media.codec.g722;

import io.patchbay.media.codec.Codec;

/// G.722: one octet per sample at 8 kHz, which is why its RTP clock is 8000 (RFC 3551 §4.5.2).
final class G722 implements Codec {
  private final Encoder encoder = new Encoder();
  private final Decoder decoder = new Decoder();
  private final HalfBand up = new HalfBand();
  private final HalfBand down = new HalfBand();
  private final short[] pair = new short[2];

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    for (int i = 0; i < samples; i++) {
      up.up(pcm[offset + i], pair, 0);
      out[outOffset + i] = encoder.encode(pair[0], pair[1]);
    }
    return samples;
  }

  @Override
  public int decode(byte[] in, int offset, int octets, short[] pcm, int pcmOffset) {
    int samples = Math.min(octets, pcm.length - pcmOffset);
    for (int i = 0; i < samples; i++) {
      decoder.decode(in[offset + i], pair, 0);
      pcm[pcmOffset + i] = down.down(pair[0], pair[1]);
    }
    return samples;
  }
}
