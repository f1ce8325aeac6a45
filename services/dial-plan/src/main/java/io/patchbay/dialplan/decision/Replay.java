package io.patchbay.dialplan.decision;

import io.patchbay.contract.Times;
import io.patchbay.proto.limit.v1.ReplayState;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Difference;
import io.patchbay.proto.policy.v1.ReplayCall;
import io.patchbay.proto.policy.v1.ReplayResponse;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.Router;
import java.util.Comparator;
import java.util.List;

/// Asks two plans about the same calls, in the order they began. Every line is free and unused to
/// both, and each has a ledger of limits of its own, so that nothing but the plans makes a
/// difference. Pure.
final class Replay {
  private Replay() {}

  /// The calls that go elsewhere.
  ///
  /// @param state of the calls before them
  static ReplayResponse of(Router before, Router after, List<ReplayCall> calls, ReplayState state) {
    var old = new ReplaySide(before, state.getBefore());
    var changed = new ReplaySide(after, state.getAfter());
    var response = ReplayResponse.newBuilder();
    List<ReplayCall> inOrder =
        calls.stream()
            .sorted(Comparator.comparing(one -> Times.instant(one.getCall().getAt())))
            .toList();
    for (ReplayCall call : inOrder) {
      Decision was = old.route(call);
      Decision is = changed.route(call);
      if (!sameWay(was, is)) {
        response.addDifferences(
            Difference.newBuilder()
                .setCallId(call.getCall().getCallId())
                .setBefore(was)
                .setAfter(is));
      }
    }
    ReplayState left =
        ReplayState.newBuilder().setBefore(old.state()).setAfter(changed.state()).build();
    return response.setState(left.toByteString()).build();
  }

  private static boolean sameWay(Decision one, Decision other) {
    if (!ways(one).equals(ways(other))) {
      return false;
    }
    boolean refused = one.getTargetsCount() == 0;
    return !refused
        || (one.getSipStatus() == other.getSipStatus() && one.getCause() == other.getCause());
  }

  /// What a call costs is no other way.
  private static List<Target> ways(Decision decision) {
    return decision.getTargetsList().stream()
        .map(target -> target.toBuilder().clearRate().build())
        .toList();
  }
}
