package io.patchbay.dialplan.limit;

import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.LedgerEntry;

/// The one order of entries, that all replicas read, and where others read what came of them.
public interface LedgerLog {
  /// Adds an entry at the end, soon or never. Must not block.
  void append(LedgerEntry entry);

  /// Tells what policies have done to a line. Must not block for longer than a second.
  void publish(PolicyStateRecord state);

  /// None: nothing that counts is granted.
  static LedgerLog none() {
    return new LedgerLog() {
      @Override
      public void append(LedgerEntry entry) {}

      @Override
      public void publish(PolicyStateRecord state) {}
    };
  }
}
