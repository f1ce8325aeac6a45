package io.patchbay.tpdu;

/// Packs 7-bit characters into octets – TS 23.038 §6.1.2.1.
final class Septets {
  private Septets() {}

  /// @param skip septets in front that belong to the header and its fill bits
  /// @param count septets wanted after those
  static byte[] unpack(byte[] octets, int skip, int count) {
    int available = Math.max(0, Math.min(count, octets.length * 8 / 7 - skip));
    byte[] septets = new byte[available];
    for (int i = 0; i < available; i++) {
      int bit = (skip + i) * 7;
      int pair = octets[bit / 8] & 0xFF;
      if (bit / 8 + 1 < octets.length) {
        pair |= (octets[bit / 8 + 1] & 0xFF) << 8;
      }
      septets[i] = (byte) ((pair >> (bit % 8)) & 0x7F);
    }
    return septets;
  }

  /// @param skip septets to leave zero in front
  static byte[] pack(byte[] septets, int skip) {
    byte[] octets = new byte[((skip + septets.length) * 7 + 7) / 8];
    for (int i = 0; i < septets.length; i++) {
      int bit = (skip + i) * 7;
      int pair = (septets[i] & 0x7F) << (bit % 8);
      octets[bit / 8] |= (byte) pair;
      if (pair > 0xFF) {
        octets[bit / 8 + 1] |= (byte) (pair >> 8);
      }
    }
    return octets;
  }
}
