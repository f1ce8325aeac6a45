package io.patchbay.dialplan.limit;

import io.patchbay.proto.limit.v1.LedgerEntry;

/// The one order of entries, that all replicas read.
@FunctionalInterface
public interface LedgerLog {
  /// Adds an entry at the end, soon or never. Must not block.
  void append(LedgerEntry entry);

  /// None: nothing that counts is granted.
  static LedgerLog none() {
    return _ -> {};
  }
}
