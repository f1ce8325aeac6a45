package io.patchbay.trunk.dialog;

import java.util.ArrayList;
import java.util.List;

/// How a call was sent on: redirected before the answer, transferred after it.
///
/// @param diverted numbers that sent it on (3xx), in order
/// @param staying the leg that a transfer connects with somebody else, and which is the caller's
///   from then on; empty: never transferred
/// @param referrer the leg that transfers now; empty: none does
/// @param quiet the referrer wants no NOTIFY (RFC 4488)
public record Moves(List<String> diverted, String staying, String referrer, boolean quiet) {
  static final Moves NONE = new Moves(List.of(), "", "", false);

  public Moves {
    diverted = List.copyOf(diverted);
  }

  /// As another replica has left it.
  public static Moves restored(List<String> diverted, String staying) {
    return new Moves(diverted, staying, "", false);
  }

  Moves divertedBy(String number) {
    List<String> more = new ArrayList<>(diverted);
    more.add(number);
    return new Moves(more, staying, referrer, quiet);
  }

  /// Before a destination is tried that others send the call to; the same ones count once.
  Moves divertedBy(List<String> numbers) {
    Moves moves = this;
    for (String number : numbers) {
      moves = moves.diverted.contains(number) ? moves : moves.divertedBy(number);
    }
    return moves;
  }

  Moves begin(String whoStays, String whoRefers, boolean silently) {
    return new Moves(diverted, whoStays, whoRefers, silently);
  }

  /// The transfer has come to an end.
  Moves over(String whoIsTheCaller) {
    return new Moves(diverted, whoIsTheCaller, "", false);
  }

  public boolean transferring() {
    return !referrer.isEmpty();
  }
}
