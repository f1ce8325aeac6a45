package io.patchbay.media.session;

import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The lite side of ICE (RFC 8445 §2.5, §7.3): answers connectivity checks, and learns from them
/// where the peer wants to be. For the media thread.
final class IceAgent {
  /// Checks answered in a second; a peer sends far fewer.
  private static final int MAX_PER_SECOND = 50;

  private final IceLite credentials;
  private final Wire wire;
  private long second;
  private int answered;

  /// Sends a datagram.
  interface Wire {
    void send(byte[] octets, int offset, int length, InetSocketAddress to) throws IOException;
  }

  IceAgent(IceLite credentials, Wire wire) {
    this.credentials = credentials;
    this.wire = wire;
  }

  IceLite credentials() {
    return credentials;
  }

  /// Takes a datagram that may be a check.
  ///
  /// @param nanos monotonic time
  /// @return its sender, when it is authentic and nominates its path; null: nothing changes
  @Nullable InetSocketAddress check(byte[] packet, int length, InetSocketAddress from, long nanos) {
    long now = nanos / 1_000_000_000L;
    if (now != second) {
      second = now;
      answered = 0;
    }
    if (answered++ >= MAX_PER_SECOND) {
      return null;
    }
    var message = StunMessage.read(packet, length).orElse(null);
    if (message == null || message.type() != StunMessage.REQUEST) {
      return null;
    }
    if (!message.username().equals(credentials.username())
        || !message.authentic(credentials.password())) {
      answer(StunWriter.error(message, 401, "Unauthorized").finished(), from);
      return null;
    }
    if (message.unknown() != 0) {
      answer(
          StunWriter.error(message, 420, "Unknown Attribute")
              .signed(credentials.password())
              .finished(),
          from);
      return null;
    }
    answer(StunWriter.success(message, from).signed(credentials.password()).finished(), from);
    return message.useCandidate() ? from : null;
  }

  private void answer(byte[] octets, InetSocketAddress to) {
    try {
      wire.send(octets, 0, octets.length, to);
    } catch (IOException unreachable) {
      return; // the peer checks again
    }
  }
}
