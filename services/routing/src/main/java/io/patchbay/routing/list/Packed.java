package io.patchbay.routing.list;

import java.util.OptionalLong;

/// A number of up to 16 symbols in 64 bits: four bits each, the first symbol in the highest, zeros
/// behind the last. Numbers that begin alike lie together, and a prefix is its numbers with the
/// lower bits cleared.
final class Packed {
  /// E.164 has 15 digits and `+`.
  static final int MOST = 16;

  private static final int BITS = 4;
  private static final int STAR = 11;
  private static final int HASH = 12;
  private static final int PLUS = 13;

  private Packed() {}

  /// Empty: too long, no symbol at all, or one that is none of `0-9 * # +`.
  static OptionalLong of(CharSequence number) {
    if (number.isEmpty() || number.length() > MOST) {
      return OptionalLong.empty();
    }
    long packed = 0;
    for (int i = 0; i < number.length(); i++) {
      int symbol = symbol(number.charAt(i));
      if (symbol == 0) {
        return OptionalLong.empty();
      }
      packed |= (long) symbol << (Long.SIZE - BITS * (i + 1));
    }
    return OptionalLong.of(packed);
  }

  /// The first symbols of a number, as a prefix is packed.
  static long first(long packed, int symbols) {
    return symbols == 0 ? 0 : packed & (-1L << (Long.SIZE - BITS * symbols));
  }

  private static int symbol(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0' + 1;
    }
    return switch (c) {
      case '*' -> STAR;
      case '#' -> HASH;
      case '+' -> PLUS;
      default -> 0;
    };
  }
}
