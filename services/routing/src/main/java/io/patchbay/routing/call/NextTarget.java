package io.patchbay.routing.call;

import io.patchbay.proto.policy.v1.Decision;
import java.util.List;

/// Whether a call goes on to another target after one has come to nothing. Causes are those of
/// Q.850.
public final class NextTarget {
  /// Requested channel not available: the line is in use.
  public static final int LINE_IN_USE = 44;

  private static final int USER_BUSY = 17;

  private NextTarget() {}

  /// Is a target tried after this cause of those before it?
  ///
  /// @param after the target's after_causes
  public static boolean follows(List<Integer> after, int cause) {
    return after.isEmpty() || after.contains(cause == LINE_IN_USE ? USER_BUSY : cause);
  }

  /// Is another target tried after this cause, when nobody has rung? As the decision says; a line
  /// in use is always passed over.
  public static boolean goesOn(Decision decision, int cause) {
    List<Integer> causes = decision.getNextTargetCausesList();
    return (causes.isEmpty() || cause == LINE_IN_USE)
        ? worthAnotherTry(cause)
        : causes.contains(cause);
  }

  /// Is it a failure of the way there, so that another line or trunk may do better? 6 channel
  /// unacceptable, 27 destination and 38 network out of order, 34 no circuit, 41 temporary failure,
  /// 42 congestion, 44 channel not available, 47 resource unavailable, 58 and 63 service not
  /// available, 102 timer expiry.
  private static boolean worthAnotherTry(int cause) {
    return switch (cause) {
      case 6, 27, 34, 38, 41, 42, LINE_IN_USE, 47, 58, 63, 102 -> true;
      default -> false;
    };
  }
}
