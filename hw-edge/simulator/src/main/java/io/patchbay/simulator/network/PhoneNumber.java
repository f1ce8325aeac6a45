package io.patchbay.simulator.network;

/// Telephone numbers as this country (+86) dials them.
public final class PhoneNumber {
  private static final int MOST_DIGITS = 32;

  private PhoneNumber() {}

  /// One spelling for every way to dial a number: `0086…` and eleven digits from 1 become `+86…`.
  ///
  /// @throws IllegalArgumentException empty, too long, or a character that cannot be dialled
  public static String normal(String dialled) {
    String number = dialled.strip().replace(" ", "").replace("-", "");
    check(number);
    if (number.startsWith("0086")) {
      return "+86" + number.substring(4);
    }
    if (number.startsWith("00") && number.length() > 6) {
      return "+" + number.substring(2);
    }
    if (number.length() == 11 && number.charAt(0) == '1') {
      return "+86" + number;
    }
    if (number.length() == 13 && number.startsWith("861")) {
      return "+" + number;
    }
    return number;
  }

  private static void check(String number) {
    if (number.isEmpty() || number.length() > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "number '" + number + "': 1 to " + MOST_DIGITS + " digits wanted");
    }
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      boolean digit = (c >= '0' && c <= '9') || c == '*' || c == '#' || (c == '+' && i == 0);
      if (!digit) {
        throw new IllegalArgumentException("number '" + number + "': '" + c + "' is no digit");
      }
    }
  }
}
