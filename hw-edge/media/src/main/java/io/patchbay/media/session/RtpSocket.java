package io.patchbay.media.session;

import io.patchbay.media.rtp.RtpPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/// The non-blocking RTP socket of one termination, with its packet buffers.
///
/// It is not connected, so that packets from elsewhere are seen and counted.
final class RtpSocket {
  /// Longer packets are cut and then fail as payload.
  static final int MAX_PACKET = 1500;

  final byte[] received = new byte[MAX_PACKET];
  final byte[] toSend = new byte[MAX_PACKET];

  private final DatagramChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_PACKET);
  private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_PACKET);
  private int length;

  RtpSocket(DatagramChannel channel) {
    this.channel = channel;
  }

  /// Receives into `received`.
  ///
  /// @return who sent it, null when nothing waits
  @Nullable InetSocketAddress receive() {
    try {
      in.clear();
      var from = (InetSocketAddress) channel.receive(in);
      if (from != null) {
        length = in.flip().limit();
        in.get(received, 0, length);
      }
      return from;
    } catch (IOException closedOrRefused) {
      return null;
    }
  }

  /// Octets of the packet last received.
  int length() {
    return length;
  }

  /// Sends header and `payload` octets of `toSend`.
  ///
  /// @return whether the network took it
  boolean send(int payload, InetSocketAddress target) {
    try {
      out.clear().put(toSend, 0, RtpPacket.HEADER + payload).flip();
      return channel.send(out, target) > 0;
    } catch (IOException | IllegalArgumentException refused) {
      return false;
    }
  }
}
