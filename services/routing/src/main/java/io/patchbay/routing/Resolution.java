package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Where the dial plan sends a number, before lines are chosen.
public sealed interface Resolution {
  /// One sentence for the trace.
  String why();

  /// How a call comes to a place because somebody sent it on.
  ///
  /// @param after Q.850 causes of those before, after which alone it is tried; none: any
  /// @param by numbers that sent it on, the first one first
  record Sent(List<Integer> after, List<String> by) {
    static final Sent NOT = new Sent(List.of(), List.of());

    /// User busy.
    static final List<Integer> BUSY = List.of(17);

    /// No user responding, no answer, absent, destination or network out of order.
    static final List<Integer> NO_ANSWER = List.of(18, 19, 20, 27, 38);

    public Sent {
      after = List.copyOf(after);
      by = List.copyOf(by);
    }

    /// Sent on by one more.
    Sent by(String number) {
      List<String> more = new ArrayList<>(by);
      more.add(number);
      return new Sent(after, more);
    }
  }

  /// There it goes.
  ///
  /// @param number to dial there, after rewriting
  /// @param then where it is tried behind that
  /// @param ringS seconds somebody there may ring before it is; 0: only when nobody rings
  /// @param sent by whom
  record Found(Destination to, String number, String why, List<Found> then, int ringS, Sent sent)
      implements Resolution {
    public Found {
      then = List.copyOf(then);
    }

    /// Nobody sent it on.
    public Found(Destination to, String number, String why, List<Found> then, int ringS) {
      this(to, number, why, then, ringS, Sent.NOT);
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
      return new Found(to, other, why, then, ringS, sent);
    }

    /// With these behind it.
    Found before(List<Found> others) {
      return new Found(to, number, why, others, ringS, sent);
    }

    /// With one more behind it.
    Found then(Found other) {
      List<Found> more = new ArrayList<>(then);
      more.add(other);
      return before(more);
    }

    /// With all places of another behind it, after these causes alone.
    Found then(Found other, List<Integer> after) {
      List<Found> more = new ArrayList<>(then);
      other.all().forEach(one -> more.add(one.sent(new Sent(after, one.sent.by))));
      return before(more);
    }

    Found ringing(int seconds) {
      return new Found(to, number, why, then, seconds, sent);
    }

    Found sent(Sent how) {
      return new Found(to, number, why, then, ringS, how);
    }

    /// Each changed so.
    Found each(UnaryOperator<Found> change) {
      return change.apply(this).before(then.stream().map(change).toList());
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
