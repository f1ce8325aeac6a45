package io.patchbay.contract.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts of money as people write them, and as millionths of the currency.
public final class Money {
  private static final int DECIMALS = 6;
  private static final long MILLION = 1_000_000;
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,8})(?:\\.([0-9]{1,6}))?");

  private Money() {}

  /// Millionths of `12.50`.
  ///
  /// @throws IllegalArgumentException names what is no amount
  public static long micros(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw new IllegalArgumentException(
          Report.shown(text) + " is no amount of up to 8 digits and 6 decimals");
    }
    String decimals = amount.group(2) == null ? "" : amount.group(2);
    return Long.parseLong(amount.group(1)) * MILLION
        + Long.parseLong(decimals + "0".repeat(DECIMALS - decimals.length()));
  }

  /// `12.5`, `-0.000001`, `3`.
  public static String text(long micros) {
    String sign = micros < 0 ? "-" : "";
    String whole = Long.toUnsignedString(Math.abs(micros / MILLION));
    long rest = Math.abs(micros % MILLION);
    String decimals = "000000".substring(Long.toString(rest).length()) + rest;
    return sign + whole + (rest == 0 ? "" : "." + decimals.replaceAll("0+$", ""));
  }
}
