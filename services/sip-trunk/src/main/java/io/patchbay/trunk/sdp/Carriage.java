package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.KeyExchange;
import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a stream is carried as agreed with the peer.
///
/// @param profile of the `m=` line
/// @param crypto the line chosen, with the peer's key; null: no keys in SDP
/// @param dtls keys by DTLS; null: not
/// @param rtcpMux whether RTCP shares the RTP port, where we want that
/// @param peerFragment of the peer's ICE; empty: it has none
public record Carriage(
    String profile,
    @Nullable Crypto crypto,
    @Nullable Dtls dtls,
    boolean rtcpMux,
    String peerFragment) {
  /// The profile of plain RTP (RFC 3551).
  public static final String AVP = "RTP/AVP";

  /// The profile of SRTP (RFC 3711 §12).
  public static final String SAVP = "RTP/SAVP";

  /// The profile of SRTP with keys by DTLS (RFC 5764 §8).
  public static final String TLS_SAVP = "UDP/TLS/RTP/SAVP";

  /// The same with feedback (RFC 5764 §8), of which we send none.
  static final String TLS_SAVPF = "UDP/TLS/RTP/SAVPF";

  public static final Carriage PLAIN = new Carriage(AVP, null);

  /// Without DTLS and ICE.
  public Carriage(String profile, @Nullable Crypto crypto) {
    this(profile, crypto, null, false, "");
  }

  /// Whether we know it.
  static boolean known(String profile) {
    return profile.equals(AVP) || profile.equals(SAVP) || tls(profile);
  }

  static boolean tls(String profile) {
    return profile.equals(TLS_SAVP) || profile.equals(TLS_SAVPF);
  }

  /// The profile of an offer of ours.
  ///
  /// @param agreed of the session that the offer is to change; [#PLAIN] when there is none
  public static String profile(MediaSpec spec, Carriage agreed) {
    if (tls(agreed.profile())) {
      return agreed.profile();
    }
    boolean mandatory = spec.getEncryption() == MediaEncryption.MEDIA_ENCRYPTION_MANDATORY;
    if (mandatory && Transports.offersDtls(spec, agreed)) {
      return TLS_SAVP;
    }
    return mandatory || agreed.profile().equals(SAVP) ? SAVP : AVP;
  }

  /// Suites that our port needs keys of.
  public static List<CryptoSuite> suites(MediaSpec spec) {
    return spec.getEncryption() == MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED
            || spec.getKeyExchange() == KeyExchange.KEY_EXCHANGE_DTLS
        ? List.of()
        : CryptoSuite.list(spec.getSrtpSuitesList());
  }

  /// Whether our port needs a certificate's fingerprint: keys by DTLS may come to be agreed on.
  public static boolean dtls(MediaSpec spec) {
    return spec.getEncryption() != MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED
        && spec.getKeyExchange() != KeyExchange.KEY_EXCHANGE_SDES;
  }

  boolean secured() {
    return crypto != null || dtls != null;
  }
}
