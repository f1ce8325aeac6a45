package io.patchbay.media.codec.g726;

import io.patchbay.media.codec.Codec;

/// G.726 with its code words packed into octets: eight samples fill `bits` octets.
///
/// Two orders are in use. RFC 3551 §4.5.4 (`G726-32`) puts the first code word into the least
/// significant bits, I.366.2 (`AAL2-G726-32`) into the most significant ones.
final class G726 implements Codec {
  private final Adpcm encoder;
  private final Adpcm decoder;
  private final int bits;
  private final boolean mostSignificantFirst;

  G726(Rate rate, boolean mostSignificantFirst) {
    encoder = new Adpcm(rate);
    decoder = new Adpcm(rate);
    bits = rate.bits;
    this.mostSignificantFirst = mostSignificantFirst;
  }

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    int held = 0;
    int count = 0;
    int at = outOffset;
    for (int i = 0; i < samples; i++) {
      int code = encoder.encode(pcm[offset + i]);
      held = mostSignificantFirst ? (held << bits) | code : held | (code << count);
      count += bits;
      if (count >= 8) {
        count -= 8;
        out[at++] = (byte) (mostSignificantFirst ? held >> count : held);
        held = mostSignificantFirst ? held & ((1 << count) - 1) : held >> 8;
      }
    }
    return at - outOffset;
  }

  @Override
  public int decode(byte[] in, int offset, int octets, short[] pcm, int pcmOffset) {
    int samples = Math.min(octets * 8 / bits, pcm.length - pcmOffset);
    int mask = (1 << bits) - 1;
    int held = 0;
    int count = 0;
    int at = offset;
    for (int i = 0; i < samples; i++) {
      if (count < bits) {
        int octet = in[at++] & 0xff;
        held = mostSignificantFirst ? (held << 8) | octet : held | (octet << count);
        count += 8;
      }
      count -= bits;
      pcm[pcmOffset + i] = decoder.decode((mostSignificantFirst ? held >> count : held) & mask);
      held = mostSignificantFirst ? held & ((1 << count) - 1) : held >> bits;
    }
    return samples;
  }
}
