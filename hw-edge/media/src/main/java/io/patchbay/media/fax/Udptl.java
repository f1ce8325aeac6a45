package io.patchbay.media.fax;

/// The octets of UDPTL (T.38 (2015) Annex D, §9.1; aligned PER as all implementations write it).
///
/// | octets | what |
/// |---|---|
/// | 2 | sequence number |
/// | 1 or 2, n | length and octets of the primary IFP packet |
/// | 1 | 0x00: redundancy, 0x80: parity FEC |
/// | redundancy: 1 | how many secondary packets follow, the last one sent first |
/// | 1 or 2, n | of each: length and octets |
/// | FEC: 1, 1 | 0x01, the number of packets in each parity |
/// | 1 | how many parities follow |
/// | 1 or 2, n | of each: length and octets |
final class Udptl {
  /// Longest IFP packet taken; those of 14 400 bit/s have about 60 octets.
  static final int MAX_IFP = 512;

  static final int REDUNDANCY = 0x00;
  static final int PARITY = 0x80;

  private static final int SHORT = 0x80;
  private static final int LONG = 0x4000;

  private Udptl() {}

  /// Writes a length determinant.
  ///
  /// @return where the next octet goes
  static int putLength(byte[] out, int at, int length) {
    if (length < SHORT) {
      out[at] = (byte) length;
      return at + 1;
    }
    if (length >= LONG) {
      throw new IllegalArgumentException("UDPTL length " + length);
    }
    out[at] = (byte) (SHORT | (length >> 8));
    out[at + 1] = (byte) length;
    return at + 2;
  }

  /// Writes length and octets.
  static int putOpen(byte[] out, int at, byte[] data, int length) {
    int next = putLength(out, at, length);
    System.arraycopy(data, 0, out, next, length);
    return next + length;
  }

  /// Octets of the length determinant at an offset; 0: cut off, or fragmented, which nobody does.
  static int lengthOctets(byte[] in, int at, int end) {
    if (at >= end) {
      return 0;
    }
    if ((in[at] & SHORT) == 0) {
      return 1;
    }
    return (in[at] & 0x40) == 0 && at + 1 < end ? 2 : 0;
  }

  /// The length there.
  static int length(byte[] in, int at) {
    return (in[at] & SHORT) == 0 ? in[at] & 0x7f : ((in[at] & 0x3f) << 8) | (in[at + 1] & 0xff);
  }
}
