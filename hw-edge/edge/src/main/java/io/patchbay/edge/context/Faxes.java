package io.patchbay.edge.context;

import io.patchbay.media.fax.UdptlSender;
import io.patchbay.media.fax.worker.GatewaySettings;
import io.patchbay.media.session.T38Description;
import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.T38;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// T.38 from what the trunk says.
final class Faxes {
  private static final int DEFAULT_DEPTH = 3;

  private Faxes() {}

  /// @throws IllegalArgumentException naming the value at fault
  static T38Description of(RtpDescription remote) {
    T38 t38 = remote.getT38();
    return new T38Description(
        new InetSocketAddress(InetAddress.ofLiteral(remote.getAddress()), remote.getPort()),
        recovery(t38.getRecovery()),
        t38.getRecoveryDepth() == 0 ? DEFAULT_DEPTH : t38.getRecoveryDepth(),
        t38.getMaxDatagram(),
        remote.getSymmetric(),
        t38.getRelayed()
            ? null
            : new GatewaySettings(
                t38.getVersion(),
                t38.getMaxBitRate() == 0 ? GatewaySettings.USUAL.maxBitRate() : t38.getMaxBitRate(),
                !t38.getWithoutEcm(),
                !t38.getLocalTcf()));
  }

  private static UdptlSender.Recovery recovery(FaxSpec.Recovery word) {
    return switch (word) {
      case RECOVERY_UNSPECIFIED, RECOVERY_REDUNDANCY, UNRECOGNIZED ->
          UdptlSender.Recovery.REDUNDANCY;
      case RECOVERY_FEC -> UdptlSender.Recovery.PARITY;
      case RECOVERY_NONE -> UdptlSender.Recovery.NONE;
    };
  }
}
