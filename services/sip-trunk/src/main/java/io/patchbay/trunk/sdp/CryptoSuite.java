package io.patchbay.trunk.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Crypto suites of SRTP by their names in SDP (RFC 4568 §6.2, RFC 7714 §14.2).
public enum CryptoSuite {
  AES_CM_128_HMAC_SHA1_80(30),
  AES_CM_128_HMAC_SHA1_32(30),
  AEAD_AES_128_GCM(28),
  AEAD_AES_256_GCM(44);

  /// What is offered when nothing is configured.
  public static final List<CryptoSuite> DEFAULT =
      List.of(AES_CM_128_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_32);

  private final int masterOctets;

  CryptoSuite(int masterOctets) {
    this.masterOctets = masterOctets;
  }

  /// Octets of master key and salt together.
  int masterOctets() {
    return masterOctets;
  }

  public static Optional<CryptoSuite> named(String name) {
    for (CryptoSuite suite : values()) {
      if (suite.name().equals(name)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  /// The configured list; unknown names are left out, an empty result is [#DEFAULT].
  public static List<CryptoSuite> list(List<String> names) {
    List<CryptoSuite> suites = new ArrayList<>();
    for (String name : names) {
      named(name).filter(suite -> !suites.contains(suite)).ifPresent(suites::add);
    }
    return suites.isEmpty() ? DEFAULT : List.copyOf(suites);
  }
}
