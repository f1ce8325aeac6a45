package io.patchbay.tpdu;

/// How the user data is to be read – TS 23.038 §4.
public enum Alphabet {
  /// 7-bit characters, default alphabet or national tables.
  GSM7,
  /// Octets of the application's own meaning; also compressed text.
  DATA,
  /// 16-bit characters (read as UTF-16).
  UCS2
}
