package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;
import java.util.Optional;

/// Offer and answer of how a stream is carried (RFC 4568 §5, §7).
///
/// Best effort is offered as `RTP/AVP` with crypto lines, which phones that know no SRTP pass over;
/// mandatory as `RTP/SAVP`. Both are understood in the other's offer. Capability negotiation (RFC
/// 5939) is passed over: what the offer actually says counts.
final class Transports {
  private Transports() {}

  /// How this section can be carried; empty: not as the document wants it.
  static Optional<Carriage> agree(MediaDescription media, MediaSpec spec) {
    boolean savp = media.protocol().equals(Carriage.SAVP);
    if (!savp && !media.protocol().equals(Carriage.AVP)) {
      return Optional.empty();
    }
    MediaEncryption wanted = spec.getEncryption();
    if (wanted != MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED) {
      List<CryptoSuite> suites = Carriage.suites(spec);
      for (Crypto crypto : media.transport().crypto()) {
        if (suites.contains(crypto.suite())) {
          return Optional.of(new Carriage(media.protocol(), crypto));
        }
      }
    }
    return savp || wanted == MediaEncryption.MEDIA_ENCRYPTION_MANDATORY
        ? Optional.empty()
        : Optional.of(Carriage.PLAIN);
  }

  /// The lines of an offer: one for each key.
  static void offered(StringBuilder sdp, LocalMedia local) {
    int tag = 1;
    for (Crypto crypto : local.crypto()) {
      sdp.append(crypto.tagged(tag++).line()).append("\r\n");
    }
  }

  /// The line of an answer: our key of the suite chosen, with the offer's tag (RFC 4568 §5.1.2).
  static void answered(StringBuilder sdp, LocalMedia local, Carriage agreed) {
    Crypto chosen = agreed.crypto();
    if (chosen != null) {
      sdp.append(local.key(chosen.suite()).tagged(chosen.tag()).line()).append("\r\n");
    }
  }
}
