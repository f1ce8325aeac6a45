package io.patchbay.trunk.run;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Progress;
import io.patchbay.routing.pattern.PatternException;

/// 484 for a number that is not complete, where the settings want it: the peer dials on (RFC 3578
/// §3.2, H-099).
final class EarlyDial {
  private static final int INCOMPLETE = 484;
  private static final int NOT_FOUND = 404;

  /// Q.850: invalid number format.
  private static final int CAUSE = 28;

  private EarlyDial() {}

  static Decision judged(Documents documents, String called, Decision decision) {
    boolean nobodys = decision.getTargetsCount() == 0 && decision.getSipStatus() == NOT_FOUND;
    return nobodys && documents.settings().getEarlyDial() && mayGrow(documents, called)
        ? decision.toBuilder().setSipStatus(INCOMPLETE).setCause(CAUSE).build()
        : decision;
  }

  private static boolean mayGrow(Documents documents, String called) {
    return documents.extensions().keySet().stream().anyMatch(name -> name.startsWith(called))
        || documents.dialPlans().values().stream()
            .flatMap(plan -> plan.getRulesList().stream())
            .anyMatch(rule -> incomplete(rule, called));
  }

  private static boolean incomplete(DialRule rule, String called) {
    try {
      return !rule.getReject()
          && DigitPlan.parse(rule.getPattern()).progress(called) == Progress.INCOMPLETE;
    } catch (PatternException e) {
      // the plan has been told so when it was read
      return false;
    }
  }
}
