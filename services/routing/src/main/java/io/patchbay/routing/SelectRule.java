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
import io.patchbay.proto.policy.v1.Target;
import java.util.List;
import java.util.stream.Stream;

/// Turns the destination into targets in the order they are tried.
public final class SelectRule implements RoutingRule {
  /// Seconds until no answer when nothing else is said.
  private static final int RING_TIMEOUT_S = 60;

  @Override
  public String name() {
    return "select";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    return inquiry.resolution() instanceof Resolution.Found found
        ? targets(inquiry, found)
        : Verdict.pass();
  }

  private static Verdict targets(Inquiry inquiry, Resolution.Found found) {
    Documents documents = inquiry.plan().documents();
    Destination to = found.to();
    if (!to.getExtension().isEmpty()) {
      ExtensionSpec extension = documents.extensions().get(to.getExtension());
      return extension == null
          ? unknown("extension " + to.getExtension())
          : new Verdict.Changed(
              drafted(
                  inquiry,
                  Stream.concat(Stream.of(to), found.then().stream())
                      .map(one -> Targets.extension(one.getExtension()))
                      .toList(),
                  extension.getRingTimeoutS(),
                  Refusal.BUSY),
              List.of());
    }
    if (!to.getTrunk().isEmpty()) {
      TrunkSpec trunk = documents.trunks().get(to.getTrunk());
      return trunk == null
          ? unknown("trunk " + to.getTrunk())
          : new Verdict.Changed(
              drafted(
                  inquiry,
                  List.of(Targets.trunk(to.getTrunk(), found.number())),
                  trunk.getRingTimeoutS(),
                  Refusal.NO_LINE),
              List.of());
    }
    return lines(inquiry, found);
  }

  private static Verdict lines(Inquiry inquiry, Resolution.Found found) {
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
    LineFilter filter = new LineFilter(inquiry, group, found.number());
    String e164 =
        inquiry
            .plan()
            .numberings()
            .of(inquiry.caller())
            .e164(found.number())
            .orElse(inquiry.e164().called());
    LineOrder.Ordered ordered =
        LineOrder.of(
            group.getLinesList().stream().map(filter::judge).toList(),
            Selection.of(group, inquiry, e164));
    Note note = new Note(Targets.words(to) + ": " + ordered.words(), ordered.traced());
    List<Target> targets =
        ordered.candidates().stream().map(one -> Targets.line(one.line(), one.number())).toList();
    if (targets.isEmpty()) {
      String reason = ordered.none(Targets.words(to));
      return new Verdict.Decided(Refusal.NO_LINE.decision(reason), List.of(note, Note.of(reason)));
    }
    boolean phone =
        targets.size() == 1
            && kind(inquiry, targets.getFirst().getLine()) == LineKind.LINE_KIND_FXS;
    Inquiry drafted = drafted(inquiry, targets, 0, phone ? Refusal.BUSY : Refusal.NO_LINE);
    Decision draft =
        drafted.draft().toBuilder().addAllNextTargetCauses(group.getNextLineCausesList()).build();
    return new Verdict.Changed(drafted.withDraft(draft), List.of(note));
  }

  private static LineKind kind(Inquiry inquiry, String line) {
    return inquiry
        .plan()
        .documents()
        .lines()
        .getOrDefault(line, LineSpec.getDefaultInstance())
        .getKind();
  }

  private static Verdict unknown(String what) {
    return Verdict.refuse(Refusal.UNKNOWN_NUMBER, "no " + what);
  }

  /// With targets.
  ///
  /// @param whenBusy what to answer when every target turns out to be busy
  private static Inquiry drafted(
      Inquiry inquiry, List<Target> targets, int ringTimeoutS, Refusal whenBusy) {
    Decision draft =
        inquiry.draft().toBuilder()
            .addAllTargets(targets)
            .setRingTimeoutS(ringTimeoutS == 0 ? RING_TIMEOUT_S : ringTimeoutS)
            .setCause(whenBusy.cause())
            .setSipStatus(whenBusy.sipStatus())
            .build();
    return inquiry.withDraft(draft);
  }
}
