package io.patchbay.tpdu;

/// Bits of a TPDU's first octet.
final class Flags {
  /// TP-UDHI: the user data begins with a header.
  static final int HEADER = 0x40;

  private Flags() {}

  static boolean has(int octet, int bit) {
    return (octet & bit) != 0;
  }

  static int bit(boolean set, int bit) {
    return set ? bit : 0;
  }

  static void octet(int value, String field) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException(field + " is no octet: " + value);
    }
  }
}
