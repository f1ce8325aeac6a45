package io.patchbay.routing.pattern;

/// What a number is made of: `0-9 * # A B C D` (Q.23) and `+` (E.164), as bits of a set.
public final class Alphabet {
  static final int DIGITS = 0b11_1111_1111;
  private static final String SYMBOLS = "0123456789*#ABCD+";

  private Alphabet() {}

  /// The set with this one symbol; 0 for anything else. Lower case letters count as upper case.
  static int bit(char symbol) {
    int index = SYMBOLS.indexOf(upper(symbol));
    return index < 0 ? 0 : 1 << index;
  }

  /// A number as patterns see it: letters in upper case; blanks, `-`, `.`, `(`, `)` and `/` between
  /// digits left out.
  public static String normalise(String number) {
    StringBuilder text = new StringBuilder(number.length());
    for (int i = 0; i < number.length(); i++) {
      if (" -.()/".indexOf(number.charAt(i)) < 0) {
        text.append(upper(number.charAt(i)));
      }
    }
    return text.toString();
  }

  /// Is every character of it one that can be dialled?
  public static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(symbol -> bit((char) symbol) != 0);
  }

  private static char upper(char symbol) {
    return symbol >= 'a' && symbol <= 'd' ? (char) (symbol - 'a' + 'A') : symbol;
  }
}
