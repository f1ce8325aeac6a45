package io.patchbay.media.dtls;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/// What SDP says of the peer's DTLS, and who we are in it.
///
/// @param identity ours
/// @param hash of the fingerprint: sha-256, sha-384 or sha-512
/// @param fingerprint of the peer's certificate, hexadecimal with colons
/// @param active whether we begin, as the client (RFC 4145 §4)
public record DtlsPeer(DtlsIdentity identity, String hash, String fingerprint, boolean active) {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  /// Checks the fingerprint's form.
  public DtlsPeer {
    requireNonNull(identity, "identity");
    fingerprint = fingerprint.toUpperCase(Locale.ROOT);
    int octets =
        switch (hash) {
          case "sha-256" -> 32;
          case "sha-384" -> 48;
          case "sha-512" -> 64;
          default -> throw new IllegalArgumentException("fingerprint by '" + hash + "'");
        };
    byte[] read;
    try {
      read = HEX.parseHex(fingerprint);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("fingerprint '" + fingerprint + "' is not hexadecimal");
    }
    if (read.length != octets) {
      throw new IllegalArgumentException(
          "fingerprint of " + read.length + " octets, " + hash + " has " + octets);
    }
  }

  /// Whether this is the certificate that SDP has promised.
  boolean owns(byte[] der) {
    return MessageDigest.isEqual(HEX.parseHex(fingerprint), DtlsIdentity.digest(hash, der));
  }
}
