package io.patchbay.tpdu;

import java.util.Optional;
import java.util.OptionalInt;

/// TP-DCS, the data coding scheme octet – TS 23.038 §4.
///
/// @param octet 0 … 255
public record DataCoding(int octet) {
  public static final DataCoding GSM7 = new DataCoding(0x00);
  public static final DataCoding DATA = new DataCoding(0x04);
  public static final DataCoding UCS2 = new DataCoding(0x08);

  public DataCoding {
    if (octet < 0 || octet > 255) {
      throw new IllegalArgumentException("data coding is no octet: " + octet);
    }
  }

  /// The alphabet; reserved codings read as the default alphabet, as §4 has it.
  public Alphabet alphabet() {
    return switch (octet >> 4) {
      case 0x0, 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7 ->
          compressed() ? Alphabet.DATA : general((octet >> 2) & 3);
      case 0xE -> Alphabet.UCS2;
      case 0xF -> (octet & 0x04) != 0 ? Alphabet.DATA : Alphabet.GSM7;
      default -> Alphabet.GSM7;
    };
  }

  /// Text compressed as of TS 23.042, which nobody sends; its octets are handed on as they are.
  public boolean compressed() {
    return octet < 0x80 && (octet & 0x20) != 0;
  }

  /// Message class 0 (show at once) … 3, where the coding names one.
  public OptionalInt messageClass() {
    boolean named = octet < 0x80 ? (octet & 0x10) != 0 : octet >= 0xF0;
    return named ? OptionalInt.of(octet & 3) : OptionalInt.empty();
  }

  /// A message waiting indication, where the coding is one (groups 1100, 1101, 1110).
  public Optional<Waiting> waiting() {
    int group = octet >> 4;
    return group < 0xC || group > 0xE
        ? Optional.empty()
        : Optional.of(
            new Waiting(
                Waiting.Kind.of(octet & 3),
                (octet & 0x08) != 0,
                group != 0xC,
                OptionalInt.empty()));
  }

  /// The ISO 639 code that some networks put before the text with codings 0x10 and 0x11, which
  /// announce it in cell broadcast and USSD (§5); the text keeps it.
  public Optional<String> language(String text) {
    boolean prefixed =
        (octet == 0x10 || octet == 0x11)
            && text.length() >= 3
            && text.charAt(2) == '\r'
            && text.chars().limit(2).allMatch(c -> c >= 'a' && c <= 'z');
    return prefixed ? Optional.of(text.substring(0, 2)) : Optional.empty();
  }

  /// To be deleted from the phone once read (group 01xx).
  public boolean deletedAutomatically() {
    return octet >> 6 == 1;
  }

  /// Whether TS 23.038 leaves this coding unassigned; it reads as the default alphabet then.
  public boolean reserved() {
    int group = octet >> 4;
    return octet < 0x80 ? !compressed() && ((octet >> 2) & 3) == 3 : group < 0xC;
  }

  private static Alphabet general(int bits) {
    return switch (bits) {
      case 1 -> Alphabet.DATA;
      case 2 -> Alphabet.UCS2;
      default -> Alphabet.GSM7;
    };
  }
}
