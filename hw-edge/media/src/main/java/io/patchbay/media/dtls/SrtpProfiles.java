package io.patchbay.media.dtls;

import io.patchbay.media.srtp.SrtpKey;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsContext;

/// Protection profiles of `use_srtp` and our suites (RFC 5764 §4.1.2, RFC 7714 §14.2).
final class SrtpProfiles {
  private SrtpProfiles() {}

  /// What we offer, the best first.
  static int[] all() {
    return new int[] {
      SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM,
      SRTPProtectionProfile.SRTP_AEAD_AES_256_GCM,
      SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
      SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32
    };
  }

  static Optional<SrtpSuite> suite(int profile) {
    return switch (profile) {
      case SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80 ->
          Optional.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
      case SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32 ->
          Optional.of(SrtpSuite.AES_CM_128_HMAC_SHA1_32);
      case SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM -> Optional.of(SrtpSuite.AEAD_AES_128_GCM);
      case SRTPProtectionProfile.SRTP_AEAD_AES_256_GCM -> Optional.of(SrtpSuite.AEAD_AES_256_GCM);
      default -> Optional.empty();
    };
  }

  /// The keys of a finished handshake (RFC 5764 §4.2): both keys, then both salts, the client's
  /// first.
  ///
  /// @param client whether we are
  static SrtpKeys export(TlsContext context, SrtpSuite suite, boolean client) {
    int key = suite.keyOctets();
    int salt = suite.masterOctets() - key;
    byte[] all = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
    var ofClient = SrtpKey.of(suite, joined(all, 0, 2 * key, key, salt));
    var ofServer = SrtpKey.of(suite, joined(all, key, 2 * key + salt, key, salt));
    return client ? new SrtpKeys(ofClient, ofServer) : new SrtpKeys(ofServer, ofClient);
  }

  private static byte[] joined(byte[] all, int keyAt, int saltAt, int key, int salt) {
    byte[] master = Arrays.copyOfRange(all, keyAt, keyAt + key + salt);
    System.arraycopy(all, saltAt, master, key, salt);
    return master;
  }
}
