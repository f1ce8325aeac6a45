package io.patchbay.media.srtp;

import java.util.Optional;
import org.jitsi.srtp.SrtpPolicy;

/// Crypto suites by their names in SDP (RFC 4568 §6.2, RFC 7714 §14.2).
public enum SrtpSuite {
  AES_CM_128_HMAC_SHA1_80(16, 14, 10),
  /// The short tag is for RTP only; RTCP keeps 80 bits (RFC 4568 §6.2.2).
  AES_CM_128_HMAC_SHA1_32(16, 14, 4),
  AEAD_AES_128_GCM(16, 12, 16),
  AEAD_AES_256_GCM(32, 12, 16);

  private final int keyOctets;
  private final int saltOctets;
  private final int tagOctets;

  SrtpSuite(int keyOctets, int saltOctets, int tagOctets) {
    this.keyOctets = keyOctets;
    this.saltOctets = saltOctets;
    this.tagOctets = tagOctets;
  }

  /// The suite of this name.
  public static Optional<SrtpSuite> named(String name) {
    for (var suite : values()) {
      if (suite.name().equals(name)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  /// Octets of the master key.
  public int keyOctets() {
    return keyOctets;
  }

  /// Octets of the master salt.
  public int saltOctets() {
    return saltOctets;
  }

  /// Octets of key and salt, as one piece of `inline:`.
  public int masterOctets() {
    return keyOctets + saltOctets;
  }

  SrtpPolicy rtp() {
    return policy(tagOctets);
  }

  SrtpPolicy rtcp() {
    return policy(this == AES_CM_128_HMAC_SHA1_32 ? 10 : tagOctets);
  }

  private SrtpPolicy policy(int tag) {
    return switch (this) {
      case AES_CM_128_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_32 ->
          new SrtpPolicy(
              SrtpPolicy.AESCM_ENCRYPTION,
              keyOctets,
              SrtpPolicy.HMACSHA1_AUTHENTICATION,
              20,
              tag,
              saltOctets);
      case AEAD_AES_128_GCM, AEAD_AES_256_GCM ->
          new SrtpPolicy(
              SrtpPolicy.AESGCM_ENCRYPTION,
              keyOctets,
              SrtpPolicy.NULL_AUTHENTICATION,
              0,
              tag,
              saltOctets);
    };
  }
}
