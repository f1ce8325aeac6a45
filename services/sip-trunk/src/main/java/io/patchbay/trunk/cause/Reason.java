package io.patchbay.trunk.cause;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header field `Reason: Q.850;cause=17;text="User busy"` (RFC 3326 §2).
public final class Reason {
  private static final Pattern Q850 =
      Pattern.compile("Q\\.850\\s*;[^,]{0,200}?cause\\s*=\\s*(\\d{1,3})", Pattern.CASE_INSENSITIVE);
  private static final Pattern SIP =
      Pattern.compile("SIP\\s*;[^,]{0,200}?cause\\s*=\\s*(\\d{3})", Pattern.CASE_INSENSITIVE);

  private Reason() {}

  /// The value of the header field for a cause.
  public static String of(int cause) {
    return "Q.850;cause=" + cause;
  }

  /// The Q.850 cause a value speaks of, 0 when it speaks of none. A SIP status is converted; 200 is
  /// 16.
  public static int cause(String value) {
    if (value.length() > 1024) {
      return 0;
    }
    Matcher q850 = Q850.matcher(value);
    if (q850.find()) {
      int cause = Integer.parseInt(q850.group(1));
      return cause >= 1 && cause <= 127 ? cause : 0;
    }
    Matcher sip = SIP.matcher(value);
    if (value.toUpperCase(Locale.ROOT).startsWith("SIP") && sip.find()) {
      int status = Integer.parseInt(sip.group(1));
      return status < 300 ? Causes.NORMAL_CLEARING : Causes.ofSip(status);
    }
    return 0;
  }
}
