package io.patchbay.tpdu;

import static io.patchbay.tpdu.CodePoints.VOID;
import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// A 7-bit alphabet: a locking table and the table behind the escape – TS 23.038 §6.2.1.
final class Gsm7 {
  static final char ESCAPE = '\u001B';
  static final int SINGLE_SHIFT_IE = 0x24;
  static final int LOCKING_SHIFT_IE = 0x25;

  private static final Map<NationalLanguage, Locking> LOCKING = tables(Locking::of);
  private static final Map<NationalLanguage, Single> SINGLE = tables(Single::of);

  static final Gsm7 DEFAULT = new Gsm7(NationalLanguage.DEFAULT, NationalLanguage.DEFAULT);

  private final NationalLanguage lockingLanguage;
  private final NationalLanguage singleLanguage;
  private final Locking locking;
  private final Single single;

  Gsm7(NationalLanguage lockingLanguage, NationalLanguage singleLanguage) {
    this.lockingLanguage = lockingLanguage;
    this.singleLanguage = singleLanguage;
    locking = requireNonNull(LOCKING.get(lockingLanguage));
    single = requireNonNull(SINGLE.get(singleLanguage));
  }

  private static <T> Map<NationalLanguage, T> tables(Function<NationalLanguage, T> table) {
    Map<NationalLanguage, T> tables = new EnumMap<>(NationalLanguage.class);
    for (NationalLanguage language : NationalLanguage.values()) {
      tables.put(language, table.apply(language));
    }
    return tables;
  }

  /// @param characters by code
  private record Locking(String characters, Map<Character, Integer> codes) {
    static Locking of(NationalLanguage language) {
      String characters = NationalTables.locking(language);
      Map<Character, Integer> codes = new HashMap<>();
      for (int code = 0; code < characters.length(); code++) {
        codes.putIfAbsent(characters.charAt(code), code);
      }
      codes.remove(VOID);
      return new Locking(characters, Map.copyOf(codes));
    }
  }

  private record Single(Map<Integer, Character> characters, Map<Character, Integer> codes) {
    static Single of(NationalLanguage language) {
      Map<Integer, Character> characters = NationalTables.single(language);
      Map<Character, Integer> codes = new HashMap<>();
      characters.forEach((code, character) -> codes.merge(character, code, Math::min));
      return new Single(characters, Map.copyOf(codes));
    }
  }

  /// The alphabet that a user data header chooses – TS 23.040 §9.2.3.24.15 and .16.
  static Gsm7 of(List<HeaderElement> header) {
    return new Gsm7(language(header, LOCKING_SHIFT_IE), language(header, SINGLE_SHIFT_IE));
  }

  /// The language that the last such element of a header names.
  static NationalLanguage language(List<HeaderElement> header, int id) {
    return header.stream()
        .filter(element -> element.id() == id && element.data().length() == 1)
        .map(element -> NationalLanguage.of(element.data().get(0)))
        .reduce((_, last) -> last)
        .orElse(NationalLanguage.DEFAULT);
  }

  /// The elements that tell a receiver about this alphabet; none for the default one.
  List<HeaderElement> elements() {
    return Stream.of(
            element(SINGLE_SHIFT_IE, singleLanguage), element(LOCKING_SHIFT_IE, lockingLanguage))
        .flatMap(List::stream)
        .toList();
  }

  private static List<HeaderElement> element(int id, NationalLanguage language) {
    return language == NationalLanguage.DEFAULT
        ? List.of()
        : List.of(new HeaderElement(id, Octets.of((byte) language.identifier())));
  }

  /// The character behind the escape; what is not listed there reads as in the locking table.
  char escaped(int code) {
    Character character = single.characters().get(code);
    return character != null ? character : code == ESCAPE ? ' ' : plain(code);
  }

  private char plain(int code) {
    char character = locking.characters().charAt(code);
    return character == VOID ? ' ' : character;
  }

  /// The code that [#escaped] would have seen, for a character of the locking table.
  int code(char character) {
    return locking.codes().getOrDefault(character, (int) ' ');
  }

  /// An escape at the very end stays as U+001B: its character may be in the next part.
  String decode(byte[] septets) {
    StringBuilder text = new StringBuilder(septets.length);
    for (int i = 0; i < septets.length; i++) {
      if (septets[i] == ESCAPE && i + 1 < septets.length) {
        text.append(escaped(septets[++i]));
      } else {
        text.append(plain(septets[i]));
      }
    }
    return text.toString();
  }

  boolean canEncode(String text) {
    return text.chars()
        .allMatch(
            c -> locking.codes().containsKey((char) c) || single.codes().containsKey((char) c));
  }

  /// Septets that this character takes: 1, or 2 with its escape.
  int septets(char character) {
    return !locking.codes().containsKey(character) && single.codes().containsKey(character) ? 2 : 1;
  }

  int septets(String text) {
    return text.chars().map(c -> septets((char) c)).sum();
  }

  byte[] encode(String text) {
    OctetWriter septets = new OctetWriter();
    for (int i = 0; i < text.length(); i++) {
      Integer code = locking.codes().get(text.charAt(i));
      if (code == null) {
        code = single.codes().get(text.charAt(i));
        if (code != null) {
          septets.write(ESCAPE);
        }
      }
      septets.write(code == null ? '?' : code);
    }
    return septets.toByteArray();
  }
}
