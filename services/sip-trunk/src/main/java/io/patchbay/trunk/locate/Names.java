package io.patchbay.trunk.locate;

import java.util.List;
import org.xbill.DNS.Record;

/// Asks DNS one question. Blocks for some seconds at most; thread-safe.
@FunctionalInterface
public interface Names {
  Found find(String name, int type);

  /// The answer.
  ///
  /// @param problem in words when nobody could answer; empty also when there is no such record
  record Found(List<Record> records, String problem) {
    public Found {
      records = List.copyOf(records);
    }
  }
}
