package io.patchbay.media.codec.pcmu;

import io.patchbay.media.codec.Codec;

/// G.711 µ-law: 14-bit signed magnitude in 8 segments, all bits inverted (G.711 table 2).
final class Pcmu implements Codec {
  private static final short[] EXPANDED = expanded();

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    for (int i = 0; i < samples; i++) {
      out[outOffset + i] = compress(pcm[offset + i]);
    }
    return samples;
  }

  @Override
  public int decode(byte[] in, int offset, int octets, short[] pcm, int pcmOffset) {
    int samples = Math.min(octets, pcm.length - pcmOffset);
    for (int i = 0; i < samples; i++) {
      pcm[pcmOffset + i] = EXPANDED[in[offset + i] & 0xff];
    }
    return samples;
  }

  static byte compress(int linear) {
    int sign = linear >> 31;
    int magnitude = Math.min(((linear ^ sign) >> 2) + 33, 0x1fff);
    int segment = 33 - Integer.numberOfLeadingZeros(magnitude >> 6);
    int code = (8 - segment) << 4 | (15 - (magnitude >> segment & 15));
    return (byte) (code | (~sign & 0x80));
  }

  static short expand(int code) {
    int segment = ~code >> 4 & 7;
    int step = 8 << segment;
    int magnitude = (0x80 << segment) + step * (~code & 15) + step / 2 - 4 * 33;
    return (short) ((code & 0x80) == 0 ? -magnitude : magnitude);
  }

  private static short[] expanded() {
    var table = new short[256];
    for (int code = 0; code < 256; code++) {
      table[code] = expand(code);
    }
    return table;
  }
}
