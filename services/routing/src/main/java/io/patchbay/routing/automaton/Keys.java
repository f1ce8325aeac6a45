package io.patchbay.routing.automaton;

import java.util.Arrays;

/// What a number is made of: `0-9 * # A B C D` (Q.23) and `+` (E.164), as bits of a set.
public final class Keys {
  /// The digits.
  public static final int DIGITS = 0b11_1111_1111;

  private static final String KEYS = "0123456789*#ABCD+";

  /// How many there are.
  public static final int COUNT = KEYS.length();

  /// All of them.
  public static final int ALL = (1 << COUNT) - 1;

  private static final byte[] INDEX = index();

  private Keys() {}

  /// The place of a key in the alphabet, -1 for anything else. Lower case letters count as upper
  /// case.
  public static int index(char symbol) {
    return symbol < INDEX.length ? INDEX[symbol] : -1;
  }

  /// The set with this one key; 0 for anything else.
  public static int bit(char symbol) {
    int index = index(symbol);
    return index < 0 ? 0 : 1 << index;
  }

  /// The key at a place.
  public static char key(int index) {
    return KEYS.charAt(index);
  }

  private static byte[] index() {
    byte[] index = new byte[128];
    Arrays.fill(index, (byte) -1);
    for (int i = 0; i < KEYS.length(); i++) {
      index[KEYS.charAt(i)] = (byte) i;
      index[Character.toLowerCase(KEYS.charAt(i))] = (byte) i;
    }
    return index;
  }
}
