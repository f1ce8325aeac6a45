package io.patchbay.trunk.sip;

import gov.nist.javax.sip.SIPConstants;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.net.DatagramPacket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;

/// The non-INVITE server transactions over UDP (RFC 3261 §17.2.2): a request is given to the user
/// once, and its response is sent again as often as the request comes again.
///
/// The stack's own keep the parsed messages and tick for 32 s (ADR 15); here an answered request is
/// its response and nothing else. INVITE, CANCEL, `maddr` and branches of RFC 2543 are left to the
/// stack. Thread-safe.
final class UdpTransactions {
  private static final Set<String> OF_THE_STACK = Set.of("INVITE", "ACK", "CANCEL");
  private static final int DEFAULT_PORT = 5060;
  private static final int LARGEST_PORT = 65_535;

  private final AnsweredRequests requests;
  private final SipCounters counters;
  private final ConcurrentMap<Integer, FrontSocket> sockets = new ConcurrentHashMap<>();

  UdpTransactions(SipCounters counters, LongSupplier nanoTime) {
    this.counters = counters;
    requests = new AnsweredRequests(nanoTime);
  }

  /// Octets that remembered requests and responses use.
  long octets() {
    return requests.octets();
  }

  /// The socket has been bound.
  void use(FrontSocket bound) {
    sockets.put(bound.getLocalPort(), bound);
  }

  /// The socket on this port.
  Optional<FrontSocket> socket(int port) {
    return Optional.ofNullable(sockets.get(port));
  }

  /// The socket is closed.
  void forget(int port) {
    sockets.remove(port);
  }

  /// The key of the transaction: branch, sent-by and method (§17.2.3), who sent it, since peers
  /// behind different NATs may agree in all of these, and Call-ID, since some choose the branch
  /// once.
  ///
  /// @param transport by which the request came
  /// @return empty: its transaction is not of this kind
  static String key(SIPRequest request, String transport) {
    Via via = request.getTopmostVia();
    String branch = via.getBranch();
    if (!transport.equals("udp")
        || branch == null
        || !branch.startsWith(SIPConstants.BRANCH_MAGIC_COOKIE)
        || via.getMAddr() != null
        || OF_THE_STACK.contains(request.getMethod())) {
      return "";
    }
    String sender =
        request.getPeerPacketSourceAddress() == null
            ? ""
            : request.getPeerPacketSourceAddress().getHostAddress();
    return String.join(
        "|",
        branch,
        via.getHost() + ':' + via.getPort(),
        request.getMethod(),
        request.getCallId().getCallId(),
        sender);
  }

  /// Absorbs a request that is known, with its response if there is one.
  ///
  /// @return false: it is new, or not of this kind
  boolean repeated(SIPRequest request, String transport) {
    String key = key(request, transport);
    byte[] response = key.isEmpty() ? null : requests.again(key);
    if (response == null) {
      return false;
    }
    if (response.length > 0) {
      try {
        send(request, response);
        counters.repeated.increment();
      } catch (IOException e) {
        counters.unsent.increment();
      }
    }
    return true;
  }

  /// How a new request is answered; null: a copy of it came first.
  IncomingRequest.@Nullable Answer begin(String key, SIPRequest request) {
    return requests.begin(key) ? response -> answer(key, request, response) : null;
  }

  private void answer(String key, SIPRequest request, SIPResponse response) throws SipException {
    byte[] octets = response.encodeAsBytes("udp");
    if (response.isFinalResponse() && !requests.answered(key, octets)) {
      throw new SipException("answered before");
    }
    try {
      send(request, octets);
    } catch (IOException e) {
      throw new SipException("not sent", e);
    }
  }

  /// To where the request came from (§18.2.2, RFC 3581 §4), from where it was sent to.
  void send(SIPRequest request, byte[] response) throws IOException {
    FrontSocket open =
        request.getMessageChannel() instanceof MessageChannel channel
            ? sockets.get(channel.getPort())
            : null;
    Via via = request.getTopmostVia();
    int sentBy = via.getPort() > 0 ? via.getPort() : DEFAULT_PORT;
    int port = via.hasParameter("rport") ? request.getPeerPacketSourcePort() : sentBy;
    if (open == null || port > LARGEST_PORT) {
      throw new IOException("no way to port " + port);
    }
    open.send(
        new DatagramPacket(response, response.length, request.getPeerPacketSourceAddress(), port));
  }
}
