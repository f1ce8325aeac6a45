package io.patchbay.tpdu;

/// Which alphabets text may be coded in.
public enum Alphabets {
  /// The 7-bit default alphabet, or UCS-2: every phone reads them.
  EVERY_PHONE,
  /// Also the 7-bit tables of a language where that saves a part; phones without them show other
  /// characters.
  CHEAPEST
}
