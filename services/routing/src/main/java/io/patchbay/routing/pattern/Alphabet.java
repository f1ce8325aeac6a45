package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Keys;

/// Numbers as people write them, and as patterns see them.
public final class Alphabet {
  private static final String SEPARATORS = " \t-.()/";

  private Alphabet() {}

  /// A number as patterns see it: letters in upper case; blanks, `-`, `.`, `(`, `)` and `/` between
  /// digits left out.
  public static String normalise(String number) {
    String plain = plain(number);
    for (int i = 0; i < plain.length(); i++) {
      if (plain.charAt(i) >= 'a' && plain.charAt(i) <= 'd') {
        return upper(plain);
      }
    }
    return plain;
  }

  private static String upper(String number) {
    StringBuilder text = new StringBuilder(number);
    for (int i = 0; i < text.length(); i++) {
      char symbol = text.charAt(i);
      if (symbol >= 'a' && symbol <= 'd') {
        text.setCharAt(i, (char) (symbol - 'a' + 'A'));
      }
    }
    return text.toString();
  }

  /// A number without what people put between digits.
  static String plain(String number) {
    for (int i = 0; i < number.length(); i++) {
      if (isSeparator(number.charAt(i))) {
        return without(number);
      }
    }
    return number;
  }

  /// All of them stand before the digits.
  private static boolean isSeparator(char symbol) {
    return symbol < '0' && SEPARATORS.indexOf(symbol) >= 0;
  }

  private static String without(String number) {
    StringBuilder text = new StringBuilder(number.length());
    for (int i = 0; i < number.length(); i++) {
      if (!isSeparator(number.charAt(i))) {
        text.append(number.charAt(i));
      }
    }
    return text.toString();
  }

  /// Is every character of it one that can be dialled?
  public static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(symbol -> Keys.bit((char) symbol) != 0);
  }
}
