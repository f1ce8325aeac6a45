package io.patchbay.media.session;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.fax.UdptlSender;
import io.patchbay.media.fax.worker.GatewaySettings;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The negotiated `m=image … udptl t38` of an RTP termination (T.38 Annex D.2.3).
///
/// @param remote where to send
/// @param recovery what goes along with each packet (T38FaxUdpEC)
/// @param depth lost packets in a row that are restored, 1 to 8
/// @param maxDatagram octets the peer takes (T38FaxMaxDatagram); 0 = not said. Less than 200 is
///   taken to mean the fax packet alone, as it is meant where such numbers are told
/// @param symmetric send to where packets come from (RFC 4961), not to where SDP says
/// @param gateway modems towards the other side of the call; null: that is T.38, too, and packets
///   are passed on
public record T38Description(
    InetSocketAddress remote,
    UdptlSender.Recovery recovery,
    int depth,
    int maxDatagram,
    boolean symmetric,
    @Nullable GatewaySettings gateway) {
  private static final int LEAST_DATAGRAM = 200;
  private static final int USUAL_DATAGRAM = 400;

  /// Checks ranges.
  public T38Description {
    requireNonNull(recovery, "recovery");
    if (remote.isUnresolved() || remote.getPort() == 0) {
      throw new IllegalArgumentException(
          "T.38 address " + remote + " is not an address and a port");
    }
    if (depth < 1 || depth > 8) {
      throw new IllegalArgumentException("UDPTL depth " + depth + " is not 1 to 8");
    }
    if (maxDatagram < 0) {
      throw new IllegalArgumentException("T.38 datagram of " + maxDatagram + " octets");
    }
  }

  /// Octets a datagram may have.
  int limit() {
    return maxDatagram == 0 ? USUAL_DATAGRAM : Math.max(LEAST_DATAGRAM, maxDatagram);
  }
}
