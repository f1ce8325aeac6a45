package io.patchbay.dialplan.decision;

import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Difference;
import io.patchbay.proto.policy.v1.ReplayResponse;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.LineUse;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.Router;
import java.util.List;

/// Asks two plans about the same calls. Every line is free and unused to both, so that nothing but
/// the plans makes a difference. Pure.
final class Replay {
  private static final LineStates ALL_FREE = _ -> LineUse.of(Condition.FREE);

  private Replay() {}

  /// The calls that go elsewhere.
  static ReplayResponse of(Router before, Router after, List<RouteRequest> calls) {
    var differences = ReplayResponse.newBuilder();
    for (RouteRequest call : calls) {
      Decision was = before.route(call, ALL_FREE);
      Decision is = after.route(call, ALL_FREE);
      if (!sameWay(was, is)) {
        differences.addDifferences(
            Difference.newBuilder().setCallId(call.getCallId()).setBefore(was).setAfter(is));
      }
    }
    return differences.build();
  }

  private static boolean sameWay(Decision one, Decision other) {
    if (!one.getTargetsList().equals(other.getTargetsList())) {
      return false;
    }
    boolean refused = one.getTargetsCount() == 0;
    return !refused
        || (one.getSipStatus() == other.getSipStatus() && one.getCause() == other.getCause());
  }
}
