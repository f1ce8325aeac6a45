package io.patchbay.trunk.dialog;

import java.util.ArrayList;
import java.util.List;

/// The search for somebody who answers.
///
/// @param remaining destinations not tried yet
/// @param branches legs being tried now
/// @param alerted somebody rang
/// @param worst what came of those that failed; the most telling one
public record Hunt(
    List<Destination> remaining, List<String> branches, boolean alerted, Outcome worst) {
  static final Hunt NONE = new Hunt(List.of(), List.of(), false, Outcome.NONE);

  public Hunt {
    remaining = List.copyOf(remaining);
    branches = List.copyOf(branches);
  }

  static Hunt over(List<Destination> destinations) {
    return new Hunt(destinations, List.of(), false, Outcome.NONE);
  }

  Hunt next() {
    return new Hunt(remaining.subList(1, remaining.size()), branches, alerted, worst);
  }

  Hunt plus(String legId) {
    List<String> more = new ArrayList<>(branches);
    more.add(legId);
    return new Hunt(remaining, more, alerted, worst);
  }

  Hunt rang() {
    return new Hunt(remaining, branches, true, worst);
  }

  /// Nobody rings any more.
  Hunt quiet() {
    return new Hunt(remaining, branches, false, worst);
  }

  Hunt without(String legId, Outcome outcome) {
    List<String> less = new ArrayList<>(branches);
    less.remove(legId);
    return new Hunt(remaining, less, alerted, moreTelling(worst, outcome));
  }

  Hunt failed(Outcome outcome) {
    return new Hunt(remaining, branches, alerted, moreTelling(worst, outcome));
  }

  Hunt stopped() {
    return new Hunt(List.of(), List.of(), alerted, worst);
  }

  /// RFC 3261 §16.7 step 6: a global failure, else the lowest class; the newest of equals.
  private static Outcome moreTelling(Outcome old, Outcome fresh) {
    return rank(fresh) >= rank(old) ? fresh : old;
  }

  private static int rank(Outcome outcome) {
    if (outcome.cause() == 0) {
      return 0;
    }
    int status = outcome.statusForCaller();
    return status >= 600 ? 3 : status >= 500 ? 1 : 2;
  }
}
