package io.patchbay.media.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/// A bound pair of ports: RTP even, RTCP odd (RFC 3550 §11).
///
/// @param port of RTP
record RtpPorts(PortPool pool, int port, DatagramChannel rtp, DatagramChannel rtcp) {
  /// Closes both and gives the pair back.
  void close() {
    try (rtp;
        rtcp) {
      pool.free(port);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close RTP port " + port, failure);
    }
  }

  /// Marks what is sent from now on (RFC 2474).
  void mark(int dscp) {
    try {
      mark(rtp, dscp);
      mark(rtcp, dscp);
    } catch (IOException closed) {
      return; // nothing more is sent
    }
  }

  static void mark(DatagramChannel channel, int dscp) throws IOException {
    channel.setOption(StandardSocketOptions.IP_TOS, dscp << 2);
  }
}
