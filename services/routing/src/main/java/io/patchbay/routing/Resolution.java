package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import java.util.List;

/// Where the dial plan sends a number, before lines are chosen.
public sealed interface Resolution {
  /// One sentence for the trace.
  String why();

  /// There it goes.
  ///
  /// @param number to dial there, after rewriting
  /// @param then extensions that are tried behind it, when `to` is one
  record Found(Destination to, String number, String why, List<Destination> then)
      implements Resolution {
    public Found {
      then = List.copyOf(then);
    }

    /// There and nowhere else.
    public Found(Destination to, String number, String why) {
      this(to, number, why, List.of());
    }

    /// Dials another number there.
    Found dialling(String other) {
      return new Found(to, other, why, then);
    }
  }

  /// A rule refuses it: 403, cause 21.
  record Rejected(String why) implements Resolution {}

  /// It belongs to none of the peer's lines: 603, cause 21.
  record Declined(String why) implements Resolution {}

  /// Nobody has that number: 404, cause 1.
  record Unknown(String why) implements Resolution {}
}
