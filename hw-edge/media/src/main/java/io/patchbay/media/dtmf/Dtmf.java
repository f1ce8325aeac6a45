package io.patchbay.media.dtmf;

/// The sixteen DTMF digits: frequencies (Q.23) and telephone-event codes (RFC 4733 §3.2).
public final class Dtmf {
  /// Low group in Hz, by row of the keypad.
  static final int[] LOW_HZ = {697, 770, 852, 941};

  /// High group in Hz, by column.
  static final int[] HIGH_HZ = {1209, 1336, 1477, 1633};

  private static final String KEYPAD = "123A456B789C*0#D";
  private static final String EVENTS = "0123456789*#ABCD!";

  private Dtmf() {}

  /// Whether it is one of `0`–`9`, `*`, `#`, `A`–`D`.
  public static boolean isDigit(char digit) {
    return KEYPAD.indexOf(digit) >= 0;
  }

  /// The telephone-event code: 0–15, 16 for flash `!`, −1 for anything else.
  public static int event(char digit) {
    return EVENTS.indexOf(digit);
  }

  /// The digit of a telephone-event code, 0 for codes that are none.
  public static char digit(int event) {
    return event >= 0 && event < EVENTS.length() ? EVENTS.charAt(event) : 0;
  }

  static char at(int row, int column) {
    return KEYPAD.charAt(row * 4 + column);
  }

  static int lowHz(char digit) {
    return LOW_HZ[KEYPAD.indexOf(digit) / 4];
  }

  static int highHz(char digit) {
    return HIGH_HZ[KEYPAD.indexOf(digit) % 4];
  }
}
