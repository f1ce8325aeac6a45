package io.patchbay.sms.route;

import java.util.regex.Pattern;

/// The number a message is sent to.
public final class Recipient {
  static final Pattern SEPARATORS = Pattern.compile("[ ().\\-/]");
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,20}");
  static final int LONGEST = 64;

  private Recipient() {}

  /// Takes separators away.
  ///
  /// @throws IllegalArgumentException names the value when it is no number of 1 to 20 digits
  public static String of(String written) {
    String number = written.length() > LONGEST ? "" : SEPARATORS.matcher(written).replaceAll("");
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException(
          "to: `" + shown(written) + "` is no number of 1 to 20 digits");
    }
    return number;
  }

  static String shown(String written) {
    return written.length() > LONGEST ? written.substring(0, LONGEST) + "…" : written;
  }
}
