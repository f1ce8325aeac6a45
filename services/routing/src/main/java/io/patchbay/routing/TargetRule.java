package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSelection;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.Target;
import java.util.ArrayList;
import java.util.List;

/// Turns the destination into targets in the order they are tried. Always decides, so it comes
/// last.
public final class TargetRule implements RoutingRule {
  /// Seconds until no answer when nothing else is said.
  private static final int RING_TIMEOUT_S = 60;

  @Override
  public String name() {
    return "route";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    return switch (inquiry.resolution()) {
      case Resolution.Unknown(String why) -> Verdict.refuse(Refusal.UNKNOWN_NUMBER, why);
      case Resolution.Rejected(String why) -> Verdict.refuse(Refusal.NOT_ALLOWED, why);
      case Resolution.Declined(String why) -> Verdict.refuse(Refusal.NO_PREFIX, why);
      case Resolution.Found found -> targets(inquiry, found);
    };
  }

  private static Verdict targets(Inquiry inquiry, Resolution.Found found) {
    Documents documents = inquiry.plan().documents();
    Destination to = found.to();
    List<String> trace = new ArrayList<>(List.of(found.why()));
    if (!to.getExtension().isEmpty()) {
      ExtensionSpec extension = documents.extensions().get(to.getExtension());
      return extension == null
          ? unknown(trace, "no extension " + to.getExtension())
          : decided(
              List.of(Targets.extension(to.getExtension())),
              extension.getRingTimeoutS(),
              Refusal.BUSY,
              trace);
    }
    if (!to.getTrunk().isEmpty()) {
      TrunkSpec trunk = documents.trunks().get(to.getTrunk());
      return trunk == null
          ? unknown(trace, "no trunk " + to.getTrunk())
          : decided(
              List.of(Targets.trunk(to.getTrunk(), found.number())),
              trunk.getRingTimeoutS(),
              Refusal.NO_LINE,
              trace);
    }
    return lines(inquiry, found, trace);
  }

  private static Verdict lines(Inquiry inquiry, Resolution.Found found, List<String> trace) {
    Destination to = found.to();
    LineGroupSpec group =
        to.getLineGroup().isEmpty()
            ? LineGroupSpec.newBuilder()
                .addLines(to.getLine())
                .setSelection(LineSelection.LINE_SELECTION_PRIORITY)
                .build()
            : inquiry
                .plan()
                .documents()
                .lineGroups()
                .getOrDefault(to.getLineGroup(), LineGroupSpec.getDefaultInstance());
    List<String> candidates =
        group.getLinesList().stream().filter(line -> usable(inquiry, line)).toList();
    LineOrder.Ordered ordered = LineOrder.of(candidates, group.getSelection(), inquiry.lines());
    trace.add(Targets.words(to) + ": " + ordered.words());
    List<Target> targets =
        ordered.lines().stream()
            .map(line -> Targets.line(line, number(inquiry, line, found)))
            .toList();
    if (targets.isEmpty()) {
      String reason = "no line in service for " + Targets.words(to);
      trace.add(reason);
      return new Verdict.Decided(Refusal.NO_LINE.decision(reason), trace);
    }
    boolean phone =
        targets.size() == 1
            && kind(inquiry, targets.getFirst().getLine()) == LineKind.LINE_KIND_FXS;
    return decided(targets, 0, phone ? Refusal.BUSY : Refusal.NO_LINE, trace);
  }

  /// A line cannot call by itself, nor when its operator has taken it out.
  private static boolean usable(Inquiry inquiry, String line) {
    LineSpec spec = inquiry.plan().documents().lines().get(line);
    return spec != null
        && !spec.getDisabled()
        && !inquiry.caller().equals(new Caller(OriginKind.ORIGIN_KIND_LINE, line));
  }

  /// A phone is rung by its own number, whatever was dialled to reach it.
  private static String number(Inquiry inquiry, String line, Resolution.Found found) {
    LineSpec spec =
        inquiry.plan().documents().lines().getOrDefault(line, LineSpec.getDefaultInstance());
    return spec.getKind() == LineKind.LINE_KIND_FXS ? spec.getNumber() : found.number();
  }

  private static LineKind kind(Inquiry inquiry, String line) {
    return inquiry
        .plan()
        .documents()
        .lines()
        .getOrDefault(line, LineSpec.getDefaultInstance())
        .getKind();
  }

  private static Verdict unknown(List<String> trace, String reason) {
    trace.add(reason);
    return new Verdict.Decided(Refusal.UNKNOWN_NUMBER.decision(reason), trace);
  }

  /// A decision with targets.
  ///
  /// @param whenBusy what to answer when every target turns out to be busy
  private static Verdict decided(
      List<Target> targets, int ringTimeoutS, Refusal whenBusy, List<String> trace) {
    Decision decision =
        Decision.newBuilder()
            .addAllTargets(targets)
            .setRingTimeoutS(ringTimeoutS == 0 ? RING_TIMEOUT_S : ringTimeoutS)
            .setCause(whenBusy.cause())
            .setSipStatus(whenBusy.sipStatus())
            .build();
    return new Verdict.Decided(decision, trace);
  }
}
