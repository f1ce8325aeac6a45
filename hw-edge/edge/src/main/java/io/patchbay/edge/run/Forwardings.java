package io.patchbay.edge.run;

import io.patchbay.line.Forward;
import io.patchbay.line.Forward.Reason;
import io.patchbay.line.LineCommand;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import java.util.List;

/// Call forwarding in messages, and in the line's own words.
final class Forwardings {
  private Forwardings() {}

  /// What the line is to do.
  ///
  /// @throws IllegalArgumentException no reason, or number and time are none
  static LineCommand command(Forwarding forwarding) {
    boolean duringCall = forwarding.getDuringCall();
    if (forwarding.hasSet()) {
      CallForward set = forwarding.getSet();
      Forward wanted =
          new Forward(reason(set.getReason()), set.getNumber(), set.getNoAnswerSeconds());
      return new LineCommand.SetForwarding(0, wanted, duringCall);
    }
    boolean all = forwarding.getAsk() == ForwardReason.FORWARD_REASON_UNSPECIFIED;
    List<Reason> reasons = all ? List.of(Reason.values()) : List.of(reason(forwarding.getAsk()));
    return new LineCommand.QueryForwarding(0, reasons, duringCall);
  }

  private static Reason reason(ForwardReason reason) {
    return switch (reason) {
      case FORWARD_REASON_UNCONDITIONAL -> Reason.UNCONDITIONAL;
      case FORWARD_REASON_BUSY -> Reason.BUSY;
      case FORWARD_REASON_NO_ANSWER -> Reason.NO_ANSWER;
      case FORWARD_REASON_NOT_REACHABLE -> Reason.NOT_REACHABLE;
      case FORWARD_REASON_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("reason " + reason);
    };
  }

  static Accepted accepted(List<Forward> forwards) {
    Accepted.Builder accepted = Accepted.newBuilder();
    forwards.forEach(forward -> accepted.addForwards(message(forward)));
    return accepted.build();
  }

  private static CallForward message(Forward forward) {
    ForwardReason reason =
        switch (forward.reason()) {
          case UNCONDITIONAL -> ForwardReason.FORWARD_REASON_UNCONDITIONAL;
          case BUSY -> ForwardReason.FORWARD_REASON_BUSY;
          case NO_ANSWER -> ForwardReason.FORWARD_REASON_NO_ANSWER;
          case NOT_REACHABLE -> ForwardReason.FORWARD_REASON_NOT_REACHABLE;
        };
    return CallForward.newBuilder()
        .setReason(reason)
        .setNumber(forward.number())
        .setNoAnswerSeconds(forward.seconds())
        .build();
  }
}
