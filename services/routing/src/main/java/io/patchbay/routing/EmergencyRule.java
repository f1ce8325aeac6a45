package io.patchbay.routing;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Emergency calls go out by any line that can, whatever else is configured (catalogue E4).
///
/// Asked before every other rule; nobody is refused. The lines of the caller's own site come first,
/// since the call is located by them: free ones before busy ones before those out of service (the
/// report may be old, and a SIM card places an emergency call without registration), exchange lines
/// before SIM cards. Then the lines of other sites in the same order, then trunks.
public final class EmergencyRule implements RoutingRule {
  @Override
  public String name() {
    return "emergency";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    Optional<String> number = inquiry.plan().emergency(inquiry.called());
    if (number.isEmpty() || comesIn(inquiry)) {
      return Verdict.pass();
    }
    List<Target> targets = targets(inquiry, number.get());
    Decision.Builder decision = Decision.newBuilder().setEmergency(true);
    decision.setCause(Refusal.NO_LINE.cause()).setSipStatus(Refusal.NO_LINE.sipStatus());
    if (targets.isEmpty()) {
      String reason = number.get() + " is an emergency number but there is no line and no trunk";
      return new Verdict.Decided(decision.setReason(reason).build(), Note.all(reason));
    }
    return new Verdict.Decided(
        decision.addAllTargets(targets).build(),
        Note.all(number.get() + " is an emergency number: any line, " + Targets.names(targets)));
  }

  /// A call from the network has reached its number already; the number it came for is no number
  /// dialled.
  private static boolean comesIn(Inquiry inquiry) {
    return inquiry.caller().kind() == OriginKind.ORIGIN_KIND_LINE
        && kind(inquiry, inquiry.caller().name()) != LineKind.LINE_KIND_FXS;
  }

  private static List<Target> targets(Inquiry inquiry, String number) {
    Map<String, LineSpec> lines = inquiry.plan().documents().lines();
    String site =
        lines.getOrDefault(inquiry.caller().name(), LineSpec.getDefaultInstance()).getEdge();
    List<Target> targets = new ArrayList<>();
    lines.entrySet().stream()
        .filter(line -> leavesTheHouse(line.getValue()))
        .map(line -> new Exit(line.getKey(), line.getValue(), inquiry.lines().of(line.getKey())))
        .sorted(order(site))
        .forEach(exit -> targets.add(Targets.line(exit.line(), number)));
    inquiry.plan().documents().trunks().keySet().stream()
        .filter(trunk -> !inquiry.caller().equals(new Caller(OriginKind.ORIGIN_KIND_TRUNK, trunk)))
        .forEach(trunk -> targets.add(Targets.trunk(trunk, number)));
    return targets;
  }

  private static boolean leavesTheHouse(LineSpec line) {
    return line.getKind() != LineKind.LINE_KIND_FXS && !line.getDisabled();
  }

  private static Comparator<Exit> order(String site) {
    return Comparator.comparing((Exit exit) -> !exit.spec().getEdge().equals(site))
        .thenComparing(Exit::condition)
        .thenComparing(exit -> exit.spec().getKind() != LineKind.LINE_KIND_FXO)
        .thenComparingLong(exit -> exit.use().calls());
  }

  private static LineKind kind(Inquiry inquiry, String line) {
    return inquiry
        .plan()
        .documents()
        .lines()
        .getOrDefault(line, LineSpec.getDefaultInstance())
        .getKind();
  }

  /// A line that leads to the public network.
  private record Exit(String line, LineSpec spec, LineUse use) {
    LineUse.Condition condition() {
      return use.condition();
    }
  }
}
