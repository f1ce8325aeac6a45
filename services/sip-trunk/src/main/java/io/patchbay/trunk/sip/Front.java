package io.patchbay.trunk.sip;

import java.util.function.LongSupplier;

/// What stands between the sockets and the stack: it counts what waits, and asks whether more may
/// come in.
final class Front {
  private final SipUser user;
  private final Ongoing ongoing;
  private final SipCounters counters;
  private final Backlog backlog;

  Front(SipUser user, Ongoing ongoing, SipCounters counters, LongSupplier nanoTime) {
    this.user = user;
    this.ongoing = ongoing;
    this.counters = counters;
    backlog = new Backlog(nanoTime);
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
