package io.patchbay.trunk.sip;

import javax.sip.ClientTransaction;

/// An INVITE of ours that can be cancelled.
public final class SentInvite {
  private final ClientTransaction transaction;

  SentInvite(ClientTransaction transaction) {
    this.transaction = transaction;
  }

  ClientTransaction transaction() {
    return transaction;
  }
}
