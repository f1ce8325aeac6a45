package io.patchbay.media.codec.pcma;

import io.patchbay.media.codec.Codec;

/// G.711 A-law: 13-bit signed magnitude in 7 segments, even bits inverted (G.711 table 1).
final class Pcma implements Codec {
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
    int magnitude = (linear ^ sign) >> 4;
    int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
    int code = segment == 0 ? magnitude : segment << 4 | (magnitude >> (segment - 1) & 15);
    return (byte) ((code | (~sign & 0x80)) ^ 0x55);
  }

  static short expand(int octet) {
    int code = octet ^ 0x55;
    int segment = code >> 4 & 7;
    int mantissa = ((code & 15) << 4) + 8;
    int magnitude = segment == 0 ? mantissa : (mantissa + 256) << (segment - 1);
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
