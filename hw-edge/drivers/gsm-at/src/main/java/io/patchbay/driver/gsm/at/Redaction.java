package io.patchbay.driver.gsm.at;

import java.util.regex.Pattern;

/// What of an AT channel's lines may be shown to everybody: no PIN, no text of messages.
public final class Redaction {
  /// PIN, PUK and passwords: TS 27.007 §8.3 (+CPIN), §7.4 (+CLCK), §7.5 (+CPWD), and of USSD codes.
  private static final Pattern SECRET_COMMAND =
      Pattern.compile("(?i)AT(\\+CPIN|\\+CPWD|\\+CLCK|\\^CPIN|\\+QPIN|#PIN)=[^?].*");

  private static final Pattern DIGITS = Pattern.compile("\"?[0-9]{4,16}\"?");

  /// A PDU; shorter runs of digits are numbers and identities.
  private static final Pattern OCTETS = Pattern.compile("[0-9A-Fa-f]{24,}\u001A?");

  private Redaction() {}

  /// The same object when nothing has to be hidden.
  public static String of(String line) {
    if (line.length() > 3 && SECRET_COMMAND.matcher(line).matches()) {
      int equals = line.indexOf('=');
      return line.substring(0, equals + 1)
          + DIGITS.matcher(line.substring(equals + 1)).replaceAll("****");
    }
    if (OCTETS.matcher(line).matches()) {
      return "(message, " + line.length() / 2 + " octets)";
    }
    return line;
  }
}
