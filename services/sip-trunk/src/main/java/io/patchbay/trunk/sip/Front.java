package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What stands between the sockets and the stack: it counts what waits, and asks whether more may
/// come in.
final class Front {
  private final SipUser user;
  private final Ongoing ongoing;
  private final SipCounters counters;
  private final Backlog backlog;
  private final AnsweredRequests answered;
  private volatile @Nullable FrontSocket socket;

  Front(SipUser user, Ongoing ongoing, SipCounters counters, LongSupplier nanoTime) {
    this.user = user;
    this.ongoing = ongoing;
    this.counters = counters;
    backlog = new Backlog(nanoTime);
    answered = new AnsweredRequests(nanoTime);
  }

  /// The socket has been bound.
  void use(FrontSocket bound) {
    socket = bound;
  }

  /// The transactions that are not the stack's.
  AnsweredRequests answered() {
    return answered;
  }

  /// Sends the response to where its request came from (RFC 3261 §18.2.2, RFC 3581 §4).
  void send(SIPRequest request, byte[] response) throws IOException {
    FrontSocket open = socket;
    if (open == null) {
      throw new IOException("no socket");
    }
    Via via = request.getTopmostVia();
    int sentBy = via.getPort() > 0 ? via.getPort() : 5060;
    int port = via.hasParameter("rport") ? request.getPeerPacketSourcePort() : sentBy;
    open.send(
        new DatagramPacket(response, response.length, request.getPeerPacketSourceAddress(), port));
  }

  /// Absorbs a request that is known, with its response if there is one.
  ///
  /// @return false: it is new, or its transaction is the stack's
  boolean repeated(SIPRequest request, String transport) {
    String key = AnsweredRequests.key(request, transport);
    byte[] response = key.isEmpty() ? null : answered.again(key);
    if (response == null) {
      return false;
    }
    if (response.length > 0) {
      try {
        send(request, response);
        counters.retransmitted.increment();
      } catch (IOException e) {
        counters.unsent.increment();
      }
    }
    return true;
  }

  SipUser.Door door() {
    return user.door();
  }

  /// Is an INVITE with this branch being answered?
  boolean ongoing(String branch) {
    return ongoing.branch(branch);
  }

  SipCounters counters() {
    return counters;
  }

  Backlog backlog() {
    return backlog;
  }
}
