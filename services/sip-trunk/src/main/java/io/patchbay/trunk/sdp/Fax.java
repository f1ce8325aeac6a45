package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.FaxSpec;

/// What a stream is when it carries a fax.
///
/// @param t38 T.38 over UDPTL (T.38 Annex D.2.3); false: G.711 audio that is fit for one (V.152),
///   and the rest does not count
/// @param version T38FaxVersion
/// @param maxBitRate T38MaxBitRate, bit/s
/// @param localTcf T38FaxRateManagement is localTCF; false: transferredTCF
/// @param recovery what both can (T38FaxUdpEC)
/// @param maxDatagram T38FaxMaxDatagram of the peer; 0: not said
public record Fax(
    boolean t38,
    int version,
    int maxBitRate,
    boolean localTcf,
    FaxSpec.Recovery recovery,
    int maxDatagram) {
  public static final Fax PASS_THROUGH =
      new Fax(false, 0, 0, false, FaxSpec.Recovery.RECOVERY_NONE, 0);
}
