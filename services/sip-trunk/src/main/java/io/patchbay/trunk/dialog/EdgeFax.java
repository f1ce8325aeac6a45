package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.T38;
import io.patchbay.trunk.sdp.Fax;
import io.patchbay.trunk.sdp.RemoteMedia;

/// What the edge has to know of a stream that carries a fax, or may come to.
final class EdgeFax {
  private static final int DEFAULT_DELAY_MS = 120;

  private EdgeFax() {}

  static void add(RemoteMedia remote, MediaSpec spec, RtpDescription.Builder description) {
    Fax fax = remote.fax();
    FaxSpec wanted = spec.getFax();
    if (fax == null) {
      description.setFaxTones(
          wanted.getDetection() != FaxSpec.Detection.DETECTION_OFF
              && (wanted.getMode() == FaxSpec.Mode.MODE_PASS_THROUGH
                  || wanted.getMode() == FaxSpec.Mode.MODE_T38));
    } else if (fax.t38()) {
      description.setT38(
          T38.newBuilder()
              .setVersion(fax.version())
              .setMaxBitRate(fax.maxBitRate())
              .setLocalTcf(fax.localTcf())
              .setRecovery(both(fax.recovery(), wanted.getRecovery()))
              .setRecoveryDepth(wanted.getRecoveryDepth())
              .setMaxDatagram(fax.maxDatagram())
              .setWithoutEcm(wanted.getWithoutEcm()));
    } else {
      int delay =
          wanted.getPassThroughDelayMs() == 0 ? DEFAULT_DELAY_MS : wanted.getPassThroughDelayMs();
      description
          .setComfortNoisePayloadType(0)
          .setJitter(
              JitterBuffer.newBuilder()
                  .setMode(JitterBuffer.Mode.MODE_FIXED)
                  .setMinMs(delay)
                  .setStartMs(delay)
                  .setMaxMs(Math.max(200, delay)));
    }
  }

  /// What the peer takes, but nothing where the document wants nothing.
  private static FaxSpec.Recovery both(FaxSpec.Recovery agreed, FaxSpec.Recovery wanted) {
    return wanted == FaxSpec.Recovery.RECOVERY_NONE ? wanted : agreed;
  }
}
