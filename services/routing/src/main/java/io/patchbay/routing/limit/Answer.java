package io.patchbay.routing.limit;

import java.util.List;
import java.util.Map;

/// What the ledger makes of an entry; the same in every replica.
public sealed interface Answer {
  /// The call may go to these targets, and talk so long.
  ///
  /// @param seconds in all, from its answer; 0: any time
  /// @param targets that are left
  /// @param refused the others, with the reason
  record Granted(long seconds, List<String> targets, Map<String, String> refused)
      implements Answer {
    public Granted {
      targets = List.copyOf(targets);
      refused = Map.copyOf(refused);
    }
  }

  /// Nothing was reserved.
  record Refused(String reason) implements Answer {}

  /// Nothing was reserved, since nobody can say what is left.
  record Unanswered(String reason) implements Answer {}

  /// It is in the books.
  record Done() implements Answer {}

  /// It was there already, or concerns nothing that is there.
  record Ignored() implements Answer {}
}
