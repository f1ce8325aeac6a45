package io.patchbay.trunk.sdp;

import java.util.Base64;
import java.util.Optional;

/// One `a=crypto` line: a suite and the key of whoever says it (RFC 4568 §4, §6). Its text never
/// shows the key.
///
/// @param tag which of several is meant
/// @param inline master key and salt, base 64
public record Crypto(int tag, CryptoSuite suite, String inline) {
  private static final int MAX_TAG = 999_999_999;

  /// Reads what follows `a=crypto:`.
  ///
  /// @return empty: a suite or parameter that we do not have; such a line is passed over (§5.1.2)
  public static Optional<Crypto> parse(String value) {
    String[] parts = value.strip().split("\\s+", 32);
    if (parts.length < 3 || !parts[0].matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    int tag = Integer.parseInt(parts[0]);
    Optional<CryptoSuite> suite = CryptoSuite.named(parts[1]);
    for (int i = 3; i < parts.length; i++) {
      // a window size is only a hint (§6.3.7); what begins with - may be passed over (§6.3.8)
      if (!parts[i].startsWith("WSH=") && !parts[i].startsWith("-")) {
        return Optional.empty();
      }
    }
    if (suite.isEmpty() || tag > MAX_TAG) {
      return Optional.empty();
    }
    return key(parts[2], suite.get()).map(inline -> new Crypto(tag, suite.get(), inline));
  }

  /// `inline:<key||salt>["|" lifetime]["|" MKI ":" length]`; several keys or an MKI: not ours.
  private static Optional<String> key(String text, CryptoSuite suite) {
    if (!text.regionMatches(true, 0, "inline:", 0, 7) || text.indexOf(';') >= 0) {
      return Optional.empty();
    }
    String[] fields = text.substring(7).split("\\|", -1);
    for (int i = 1; i < fields.length; i++) {
      if (fields[i].indexOf(':') >= 0) {
        return Optional.empty();
      }
    }
    try {
      byte[] master = Base64.getDecoder().decode(fields[0]);
      return master.length == suite.masterOctets()
          ? Optional.of(Base64.getEncoder().encodeToString(master))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  Crypto tagged(int other) {
    return new Crypto(other, suite, inline);
  }

  /// The line without its end.
  String line() {
    return "a=crypto:" + tag + ' ' + suite.name() + " inline:" + inline;
  }

  @Override
  public String toString() {
    return "crypto " + tag + ' ' + suite;
  }
}
