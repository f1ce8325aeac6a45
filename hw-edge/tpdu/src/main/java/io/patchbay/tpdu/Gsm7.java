package io.patchbay.tpdu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A 7-bit alphabet: a locking table and the table behind the escape – TS 23.038 §6.2.1.
final class Gsm7 {
  static final char ESCAPE = '\u001B';
  static final Gsm7 DEFAULT = new Gsm7(0, 0);

  private static final int SINGLE_SHIFT_IE = 0x24;
  private static final int LOCKING_SHIFT_IE = 0x25;

  private final String locking;
  private final Map<Integer, Character> single;
  private final Map<Character, Integer> codes = new HashMap<>();

  private Gsm7(int lockingLanguage, int singleLanguage) {
    locking = NationalTables.locking(lockingLanguage);
    single = NationalTables.single(singleLanguage);
    single.forEach((code, character) -> codes.put(character, ESCAPE << 7 | code));
    for (int code = 0; code < locking.length(); code++) {
      codes.put(locking.charAt(code), code);
    }
  }

  /// The alphabet that a user data header chooses – TS 23.040 §9.2.3.24.15 and .16.
  static Gsm7 of(List<HeaderElement> header) {
    int lockingLanguage = language(header, LOCKING_SHIFT_IE);
    int singleLanguage = language(header, SINGLE_SHIFT_IE);
    return lockingLanguage == 0 && singleLanguage == 0
        ? DEFAULT
        : new Gsm7(lockingLanguage, singleLanguage);
  }

  private static int language(List<HeaderElement> header, int id) {
    return header.stream()
        .filter(element -> element.id() == id && element.data().length() == 1)
        .mapToInt(element -> element.data().get(0))
        .findFirst()
        .orElse(0);
  }

  /// The character behind the escape; what is not listed there reads as in the locking table.
  char escaped(int code) {
    Character character = single.get(code);
    return character != null ? character : code == ESCAPE ? ' ' : locking.charAt(code);
  }

  /// The code that [#escaped] would have seen, for a character of the locking table.
  int code(char character) {
    return codes.getOrDefault(character, (int) ' ') & 0x7F;
  }

  /// An escape at the very end stays as U+001B: its character may be in the next part.
  String decode(byte[] septets) {
    StringBuilder text = new StringBuilder(septets.length);
    for (int i = 0; i < septets.length; i++) {
      if (septets[i] == ESCAPE && i + 1 < septets.length) {
        text.append(escaped(septets[++i]));
      } else {
        text.append(locking.charAt(septets[i]));
      }
    }
    return text.toString();
  }

  boolean canEncode(String text) {
    return text.chars().allMatch(c -> codes.containsKey((char) c));
  }

  /// Septets that this character takes: 1, or 2 with its escape.
  int septets(char character) {
    return codes.getOrDefault(character, 0) > 0x7F ? 2 : 1;
  }

  int septets(String text) {
    return text.chars().map(c -> septets((char) c)).sum();
  }

  byte[] encode(String text) {
    OctetWriter septets = new OctetWriter();
    for (int i = 0; i < text.length(); i++) {
      int code = codes.getOrDefault(text.charAt(i), (int) '?');
      if (code > 0x7F) {
        septets.write(ESCAPE);
      }
      septets.write(code & 0x7F);
    }
    return septets.toByteArray();
  }
}
