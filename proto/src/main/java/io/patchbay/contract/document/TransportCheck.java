package io.patchbay.contract.document;

import io.patchbay.contract.JitterLimits;
import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.config.v1.KeyExchange;
import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.Set;

/// How audio is carried: encryption, play-out delay, time limits, marking, addresses.
final class TransportCheck {
  private static final Set<String> SUITES =
      Set.of(
          "AES_CM_128_HMAC_SHA1_80",
          "AES_CM_128_HMAC_SHA1_32",
          "AEAD_AES_128_GCM",
          "AEAD_AES_256_GCM");
  private static final int MAX_TIMEOUT_S = 86_400;
  private static final int MAX_DELAY_MS = 300;

  private final DocumentCheck.Finding finding;

  TransportCheck(DocumentCheck.Finding finding) {
    this.finding = finding;
  }

  void check(String label, String path, MediaSpec media) {
    for (int i = 0; i < media.getSrtpSuitesCount(); i++) {
      if (!SUITES.contains(media.getSrtpSuites(i))) {
        finding.add(
            label,
            path + ".srtp-suites[" + i + "]",
            "`"
                + media.getSrtpSuites(i)
                + "` is not one of AES_CM_128_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_32,"
                + " AEAD_AES_128_GCM, AEAD_AES_256_GCM");
      }
    }
    if (media.getSrtpSuitesCount() > 0
        && media.getEncryption() == MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED) {
      finding.add(label, path + ".srtp-suites", "given although encryption is not");
    }
    if (media.getKeyExchange() != KeyExchange.KEY_EXCHANGE_UNSPECIFIED
        && media.getEncryption() == MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED) {
      finding.add(label, path + ".key-exchange", "given although encryption is not");
    }
    if (media.getSrtpSuitesCount() > 0 && media.getKeyExchange() == KeyExchange.KEY_EXCHANGE_DTLS) {
      finding.add(label, path + ".srtp-suites", "given although keys come by DTLS");
    }
    Formats.atMost(media.getRtpTimeoutS(), MAX_TIMEOUT_S)
        .ifPresent(problem -> finding.add(label, path + ".rtp-timeout-s", problem));
    Formats.atMost(media.getDscp(), 63)
        .ifPresent(problem -> finding.add(label, path + ".dscp", problem));
    String address = media.getExternalAddress();
    if (!address.isEmpty()
        && !address.equals("stun")
        && (address.indexOf('/') >= 0 || Formats.addressRange(address).isPresent())) {
      finding.add(label, path + ".external-address", "`" + address + "` is not an IP address");
    }
    if (media.hasJitter()) {
      delay(label, path + ".jitter", media.getJitter());
    }
  }

  private void delay(String label, String path, JitterBuffer jitter) {
    var limits = JitterLimits.of(jitter);
    if (!limits.ordered() || limits.maxMs() > MAX_DELAY_MS) {
      finding.add(
          label,
          path,
          "min-ms %d, start-ms %d, max-ms %d are not min <= start <= max <= %d"
              .formatted(limits.minMs(), limits.startMs(), limits.maxMs(), MAX_DELAY_MS));
    }
  }
}
