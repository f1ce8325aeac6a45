package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.IceMode;
import io.patchbay.proto.config.v1.KeyExchange;
import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Offer and answer of how a stream is carried (RFC 4568 §5, §7; RFC 5763 §5; RFC 8839).
///
/// Best effort is offered as `RTP/AVP` with crypto lines, which phones that know no SRTP pass over;
/// mandatory as `RTP/SAVP`. Both are understood in the other's offer. Capability negotiation (RFC
/// 5939) is passed over: what the offer actually says counts.
final class Transports {
  /// RFC 8445 §5.1.2.1, of the only host candidate.
  private static final long HOST_PRIORITY = 2_130_706_431L;

  private Transports() {}

  /// How this section can be carried; empty: not as the document wants it.
  static Optional<Carriage> agree(MediaDescription media, MediaSpec spec) {
    if (!Carriage.known(media.protocol())) {
      return Optional.empty();
    }
    MediaEncryption wanted = spec.getEncryption();
    if (wanted != MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED) {
      Optional<Carriage> secured = bySdp(media, spec).or(() -> byDtls(media, spec));
      if (secured.isPresent()) {
        return secured;
      }
    }
    boolean plain = media.protocol().equals(Carriage.AVP);
    return !plain || wanted == MediaEncryption.MEDIA_ENCRYPTION_MANDATORY
        ? Optional.empty()
        : Optional.of(carriage(media, null, null, spec));
  }

  private static Optional<Carriage> bySdp(MediaDescription media, MediaSpec spec) {
    if (Carriage.tls(media.protocol())) {
      return Optional.empty();
    }
    List<CryptoSuite> suites = Carriage.suites(spec);
    for (Crypto crypto : media.transport().crypto()) {
      if (suites.contains(crypto.suite())) {
        return Optional.of(carriage(media, crypto, null, spec));
      }
    }
    return Optional.empty();
  }

  /// RFC 5763; in `RTP/AVP` RFC 8643.
  private static Optional<Carriage> byDtls(MediaDescription media, MediaSpec spec) {
    Dtls dtls = media.transport().dtls();
    return dtls == null || spec.getKeyExchange() == KeyExchange.KEY_EXCHANGE_SDES
        ? Optional.empty()
        : Optional.of(carriage(media, null, dtls, spec));
  }

  private static Carriage carriage(
      MediaDescription media, @Nullable Crypto crypto, @Nullable Dtls dtls, MediaSpec spec) {
    PeerTransport peer = media.transport();
    boolean ice = spec.getIce() == IceMode.ICE_MODE_LITE && !peer.fragment().isEmpty();
    return new Carriage(
        media.protocol(),
        crypto,
        dtls,
        (dtls != null || ice) && peer.rtcpMux(),
        ice ? peer.fragment() : "");
  }

  /// Whether our offers are of DTLS: as the document says, or as the session is.
  static boolean offersDtls(MediaSpec spec, Carriage before) {
    return spec.getEncryption() != MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED
        && (spec.getKeyExchange() == KeyExchange.KEY_EXCHANGE_DTLS
            || before.dtls() != null
            || Carriage.tls(before.profile()));
  }

  /// What our port is beside its keys, for the session's part of a description.
  static void session(StringBuilder sdp, LocalMedia local) {
    if (!local.identity().fragment().isEmpty()) {
      sdp.append("a=ice-lite\r\n");
    }
  }

  private static void identity(StringBuilder sdp, LocalMedia local, String setup, boolean rtcpMux) {
    PortIdentity own = local.identity();
    if (!own.fingerprint().isEmpty()) {
      sdp.append("a=fingerprint:sha-256 ").append(own.fingerprint()).append("\r\n");
      sdp.append("a=setup:").append(setup).append("\r\n");
    }
    if (!own.fragment().isEmpty()) {
      sdp.append("a=ice-ufrag:").append(own.fragment()).append("\r\n");
      sdp.append("a=ice-pwd:").append(own.password()).append("\r\n");
      sdp.append("a=candidate:1 1 UDP ").append(HOST_PRIORITY).append(' ');
      sdp.append(local.address()).append(' ').append(local.port()).append(" typ host\r\n");
    }
    if (rtcpMux) {
      sdp.append("a=rtcp-mux\r\n");
    }
  }

  /// The lines of an offer: one for each key.
  static void offered(StringBuilder sdp, LocalMedia local) {
    int tag = 1;
    for (Crypto crypto : local.crypto()) {
      sdp.append(crypto.tagged(tag++).line()).append("\r\n");
    }
    PortIdentity own = local.identity();
    identity(sdp, local, "actpass", !own.fingerprint().isEmpty() || !own.fragment().isEmpty());
  }

  /// The line of an answer: our key of the suite chosen, with the offer's tag (RFC 4568 §5.1.2).
  static void answered(StringBuilder sdp, LocalMedia local, Carriage agreed) {
    Crypto chosen = agreed.crypto();
    if (chosen != null) {
      sdp.append(local.key(chosen.suite()).tagged(chosen.tag()).line()).append("\r\n");
    }
    Dtls dtls = agreed.dtls();
    identity(sdp, local, dtls == null ? "" : dtls.setup(), agreed.rtcpMux());
  }
}
