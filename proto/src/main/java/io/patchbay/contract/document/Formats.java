package io.patchbay.contract.document;

import java.util.Optional;
import java.util.regex.Pattern;

/// Forms of single values. Each answers what is wrong, or empty.
final class Formats {
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#A-D]{0,32}");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");
  private static final Pattern IPV4 =
      Pattern.compile(
          "((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2}|[Xx])(\\.|(?=/|$))){4}(/(3[0-2]|[12]?[0-9]))?");
  private static final Pattern IPV6 =
      Pattern.compile("(?=[^/]*:[^/]*:)[0-9A-Fa-f:.]{2,45}(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?");

  private Formats() {}

  /// Digits, `*`, `#`, `A`–`D`, `+` in front; empty is no number and no problem.
  static Optional<String> number(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.empty()
        : wrong(text, "a number (+ 0-9 * # A-D, at most 32)");
  }

  static Optional<String> hostPort(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1
        || !HOST.matcher(text.substring(0, colon)).matches()
        || !port(text.substring(colon + 1))) {
      return wrong(text, "host:port");
    }
    return Optional.empty();
  }

  /// The port may be left out, and `sip:` may stand before it (H-170).
  static Optional<String> hostMaybePort(String given) {
    String text = given.startsWith("sip:") ? given.substring("sip:".length()) : given;
    return HOST.matcher(text).matches() ? Optional.empty() : hostPort(text);
  }

  static Optional<String> addressRange(String text) {
    boolean fits = IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
    return fits ? Optional.empty() : wrong(text, "an IP address or range (10.0.0.0/8)");
  }

  /// @param value an unsigned field
  static Optional<String> atMost(int value, int max) {
    return Integer.compareUnsigned(value, max) <= 0
        ? Optional.empty()
        : Optional.of(Integer.toUnsignedString(value) + " is out of range (0 to " + max + ")");
  }

  static boolean port(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535;
  }

  private static Optional<String> wrong(String text, String wanted) {
    return Optional.of("`" + Report.shown(text) + "` is not " + wanted);
  }
}
