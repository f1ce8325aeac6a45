package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a stream is carried as agreed with the peer.
///
/// @param profile of the `m=` line
/// @param crypto the line chosen, with the peer's key; null: plain RTP
public record Carriage(String profile, @Nullable Crypto crypto) {
  /// The profile of plain RTP (RFC 3551).
  public static final String AVP = "RTP/AVP";

  /// The profile of SRTP (RFC 3711 §12).
  public static final String SAVP = "RTP/SAVP";

  public static final Carriage PLAIN = new Carriage(AVP, null);

  /// The profile of an offer of ours.
  ///
  /// @param agreed of the session that the offer is to change; [#PLAIN] when there is none
  public static String profile(MediaSpec spec, Carriage agreed) {
    boolean mandatory = spec.getEncryption() == MediaEncryption.MEDIA_ENCRYPTION_MANDATORY;
    return mandatory || agreed.profile().equals(SAVP) ? SAVP : AVP;
  }

  /// Suites that our port needs keys of.
  public static List<CryptoSuite> suites(MediaSpec spec) {
    return spec.getEncryption() == MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED
        ? List.of()
        : CryptoSuite.list(spec.getSrtpSuitesList());
  }

  boolean secured() {
    return crypto != null;
  }
}
