package io.patchbay.driver.gsm.identity;

/// The modem's own number: TAC (8 digits), serial number (6), check digit – TS 23.003 §6.2.1.
public final class Imei {
  private static final int LENGTH = 15;

  private Imei() {}

  /// Whether it has 15 digits and the right check digit.
  public static boolean valid(String imei) {
    return imei.matches("[0-9]{15}") && checkDigit(imei) == imei.charAt(LENGTH - 1) - '0';
  }

  /// The digit that belongs behind the first 14, by Luhn's rule – TS 23.003 annex B.
  ///
  /// @param digits at least 14
  public static int checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < LENGTH - 1; i++) {
      int digit = digits.charAt(i) - '0';
      int weighted = i % 2 == 1 ? digit * 2 : digit;
      sum += weighted / 10 + weighted % 10;
    }
    return (10 - sum % 10) % 10;
  }
}
