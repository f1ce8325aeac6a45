package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/// How text is to be coded.
///
/// @param referenceBits size of the concatenation reference, 8 or 16
/// @param messageClass 0 (shown at once, not stored: "flash") … 3; empty: none
public record TextOptions(Alphabets alphabets, int referenceBits, OptionalInt messageClass) {
  /// What every phone reads, 8-bit references, no class.
  public static final TextOptions PLAIN =
      new TextOptions(Alphabets.EVERY_PHONE, 8, OptionalInt.empty());

  public TextOptions {
    requireNonNull(alphabets, "alphabets");
    if (referenceBits != 8 && referenceBits != 16) {
      throw new IllegalArgumentException("a reference has 8 or 16 bits, not " + referenceBits);
    }
    messageClass.ifPresent(value -> {
      if (value < 0 || value > 3) {
        throw new IllegalArgumentException("message class 0 to 3, not " + value);
      }
    });
  }

  /// The same with other alphabets.
  public TextOptions with(Alphabets others) {
    return new TextOptions(others, referenceBits, messageClass);
  }

  /// The same with references of 8 or 16 bits.
  public TextOptions withReferenceBits(int bits) {
    return new TextOptions(alphabets, bits, messageClass);
  }

  /// The same with a message class.
  public TextOptions withMessageClass(int value) {
    return new TextOptions(alphabets, referenceBits, OptionalInt.of(value));
  }

  /// TP-DCS for text of an alphabet – TS 23.038 §4.
  DataCoding coding(Alphabet alphabet) {
    int octet = alphabet == Alphabet.UCS2 ? 0x08 : 0x00;
    return new DataCoding(
        messageClass.isPresent() ? octet | 0x10 | messageClass.getAsInt() : octet);
  }
}
