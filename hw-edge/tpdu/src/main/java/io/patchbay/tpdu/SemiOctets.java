package io.patchbay.tpdu;

/// Telephone digits, two to an octet, low half first – TS 23.040 §9.1.2.3.
final class SemiOctets {
  private static final String DIGITS = "0123456789*#abc";
  private static final int FILLER = 0xF;

  private SemiOctets() {}

  /// @param count digits wanted; fillers among them are left out
  static String decode(byte[] octets, int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count && i / 2 < octets.length; i++) {
      int half = (octets[i / 2] >> (i % 2 * 4)) & 0xF;
      if (half != FILLER) {
        digits.append(DIGITS.charAt(half));
      }
    }
    return digits.toString();
  }

  static byte[] encode(String digits) {
    byte[] octets = new byte[(digits.length() + 1) / 2];
    for (int i = 0; i < octets.length * 2; i++) {
      int half = i < digits.length() ? DIGITS.indexOf(digits.charAt(i)) : FILLER;
      octets[i / 2] |= (byte) (half << (i % 2 * 4));
    }
    return octets;
  }

  static boolean encodable(String digits) {
    return digits.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
  }
}
