package io.patchbay.trunk.sdp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Of a certificate: `a=fingerprint` (RFC 8122 §5).
///
/// @param hash sha-256, sha-384 or sha-512
/// @param value hexadecimal with colons, upper case
public record Fingerprint(String hash, String value) {
  private static final Map<String, Integer> OCTETS =
      Map.of("sha-256", 32, "sha-384", 48, "sha-512", 64);

  /// Reads what follows `a=fingerprint:`.
  ///
  /// @return empty: malformed, or by a hash that proves too little (sha-1, md5)
  static Optional<Fingerprint> parse(String text) {
    String[] parts = text.strip().split("\\s+", 3);
    if (parts.length != 2) {
      return Optional.empty();
    }
    String hash = parts[0].toLowerCase(Locale.ROOT);
    String value = parts[1].toUpperCase(Locale.ROOT);
    int octets = OCTETS.getOrDefault(hash, 0);
    boolean whole = octets > 0 && value.length() == 3 * octets - 1;
    return whole && value.matches("[0-9A-F]{2}(:[0-9A-F]{2})*+")
        ? Optional.of(new Fingerprint(hash, value))
        : Optional.empty();
  }
}
