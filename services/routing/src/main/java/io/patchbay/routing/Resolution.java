package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Where the dial plan sends a number, before lines are chosen.
public sealed interface Resolution {
  /// One sentence for the trace.
  String why();

  /// There it goes.
  ///
  /// @param number to dial there, after rewriting
  /// @param then where it is tried behind that
  /// @param ringS seconds somebody there may ring before it is; 0: only when nobody rings
  record Found(Destination to, String number, String why, List<Found> then, int ringS)
      implements Resolution {
    public Found {
      then = List.copyOf(then);
    }

    /// With others behind it for when it cannot be reached.
    public Found(Destination to, String number, String why, List<Found> then) {
      this(to, number, why, then, 0);
    }

    /// There and nowhere else.
    public Found(Destination to, String number, String why) {
      this(to, number, why, List.of());
    }

    /// Dials another number there.
    Found dialling(String other) {
      return new Found(to, other, why, then, ringS);
    }

    /// With one more behind it.
    Found then(Found other) {
      List<Found> more = new ArrayList<>(then);
      more.add(other);
      return new Found(to, number, why, more, ringS);
    }

    /// Each changed so.
    Found each(UnaryOperator<Found> change) {
      Found first = change.apply(this);
      return new Found(
          first.to, first.number, first.why, then.stream().map(change).toList(), ringS);
    }

    /// All places it is tried at, in order.
    List<Found> all() {
      List<Found> all = new ArrayList<>(List.of(this));
      all.addAll(then);
      return all;
    }
  }

  /// A rule refuses it: 403, cause 21.
  record Rejected(String why) implements Resolution {}

  /// It belongs to none of the peer's lines: 603, cause 21.
  record Declined(String why) implements Resolution {}

  /// Nobody has that number: 404, cause 1.
  record Unknown(String why) implements Resolution {}
}
