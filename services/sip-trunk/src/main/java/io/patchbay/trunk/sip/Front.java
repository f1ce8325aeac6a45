package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What stands between the sockets and the stack: it counts what waits, asks whether more may come
/// in, and has the transactions that are not the stack's.
final class Front {
  private final SipUser user;
  private final Ongoing ongoing;
  private final SipCounters counters;
  private final Backlog backlog;
  private final UdpTransactions transactions;
  private final StunDoor stun;

  Front(SipUser user, Ongoing ongoing, SipCounters counters, LongSupplier nanoTime, StunDoor stun) {
    this.stun = stun;
    this.user = user;
    this.ongoing = ongoing;
    this.counters = counters;
    backlog = new Backlog(nanoTime);
    transactions = new UdpTransactions(counters, nanoTime);
  }

  /// The transactions that are not the stack's.
  UdpTransactions transactions() {
    return transactions;
  }

  StunDoor stun() {
    return stun;
  }

  SipUser.Door door() {
    return user.door();
  }

  boolean urgent(String called) {
    return user.urgent(called);
  }

  SipUser.Wire wire() {
    return user.wire();
  }

  Optional<TlsPeer> tlsPeer(InetAddress address, int port) {
    return user.tlsPeer(address.getHostAddress(), port);
  }

  /// Is it from somebody who gets no answer?
  boolean ignores(SIPRequest request, String transport) {
    return user.ignores(
        new IncomingRequest(request, null, SipListening.source(request, transport)));
  }

  /// Is everything that cannot be read to be refused?
  boolean strict() {
    return user.strict();
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
