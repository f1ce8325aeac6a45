package io.patchbay.sms.route;

import java.util.regex.Pattern;

/// The number of a service centre that a message is to be handed to.
public final class ServiceCentre {
  private static final Pattern NUMBER = Pattern.compile("(\\+?[0-9]{1,20})?");

  private ServiceCentre() {}

  /// Takes separators away; empty stays empty, the SIM's own.
  ///
  /// @throws IllegalArgumentException names the value when it is no number of 1 to 20 digits
  public static String of(String written) {
    String number =
        written.length() > Recipient.LONGEST
            ? "too long"
            : Recipient.SEPARATORS.matcher(written).replaceAll("");
    if (!NUMBER.matcher(number).matches() || number.isEmpty() != written.isEmpty()) {
      throw new IllegalArgumentException(
          "service_centre: `" + Recipient.shown(written) + "` is no number of 1 to 20 digits");
    }
    return number;
  }
}
