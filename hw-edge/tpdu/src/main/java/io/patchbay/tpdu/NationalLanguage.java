package io.patchbay.tpdu;

/// Languages with 7-bit tables of their own and their identifiers – TS 23.040 §9.2.3.24.15.
public enum NationalLanguage {
  /// The GSM 7-bit default alphabet and its extension.
  DEFAULT(0),
  TURKISH(1),
  /// Has a single shift table only.
  SPANISH(2),
  PORTUGUESE(3),
  BENGALI(4),
  GUJARATI(5),
  HINDI(6),
  KANNADA(7),
  MALAYALAM(8),
  ORIYA(9),
  PUNJABI(10),
  TAMIL(11),
  TELUGU(12),
  URDU(13);

  private final int identifier;

  NationalLanguage(int identifier) {
    this.identifier = identifier;
  }

  /// The language of an identifier; one not assigned reads as the default, as TS 23.038 §A.1 has it
  /// for receivers.
  static NationalLanguage of(int identifier) {
    for (NationalLanguage language : values()) {
      if (language.identifier == identifier) {
        return language;
      }
    }
    return DEFAULT;
  }

  int identifier() {
    return identifier;
  }
}
