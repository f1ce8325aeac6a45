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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    return inquiry.resolution() instanceof Resolution.Found found && !found.to().hasSecondStage()
        ? targets(inquiry, found)
        : Verdict.pass();
  }

  /// What a place comes to.
  ///
  /// @param ringTimeoutS of who is there, 0: as usual
  /// @param otherwise the refusal when nothing can be tried there, with the reason; and what to
  ///   answer when everybody turns out to be busy
  private record Choice(
      List<Target> targets,
      int ringTimeoutS,
      List<Integer> nextCauses,
      Refusal otherwise,
      String reason,
      List<Note> notes) {
    Choice {
      targets = List.copyOf(targets);
      nextCauses = List.copyOf(nextCauses);
      notes = List.copyOf(notes);
    }

    static Choice of(Target target, int ringTimeoutS, Refusal whenBusy) {
      return new Choice(List.of(target), ringTimeoutS, List.of(), whenBusy, "", List.of());
    }

    static Choice unknown(String what) {
      return new Choice(
          List.of(), 0, List.of(), Refusal.UNKNOWN_NUMBER, "no " + what, Note.all("no " + what));
    }

    /// Its targets are reached because somebody sent the call on.
    Choice sent(Resolution.Sent how) {
      return how.equals(Resolution.Sent.NOT)
          ? this
          : new Choice(
              targets.stream()
                  .map(target ->
                      target.toBuilder()
                          .addAllAfterCauses(how.after())
                          .addAllDivertedBy(how.by())
                          .build())
                  .toList(),
              ringTimeoutS,
              nextCauses,
              otherwise,
              reason,
              notes);
    }

    /// The next place is tried when nobody has answered for so long.
    Choice ringing(int seconds) {
      return new Choice(
          targets.stream()
              .map(target -> target.toBuilder().setRingTimeoutS(seconds).build())
              .toList(),
          ringTimeoutS,
          nextCauses,
          otherwise,
          reason,
          notes);
    }
  }

  private static Verdict targets(Inquiry inquiry, Resolution.Found found) {
    List<Choice> choices = new ArrayList<>();
    found.then().forEach(one -> choices.add(choice(inquiry, one).sent(one.sent())));
    boolean others =
        choices.stream().anyMatch(choice -> !choice.targets().isEmpty())
            || SecondStages.behind(found).isPresent();
    Choice first = choice(inquiry, found).sent(found.sent());
    choices.addFirst(others ? first.ringing(found.ringS()) : first);
    List<Note> notes = choices.stream().flatMap(choice -> choice.notes().stream()).toList();
    Optional<Choice> tried =
        choices.stream().filter(choice -> !choice.targets().isEmpty()).findFirst();
    return tried.isEmpty()
        ? new Verdict.Decided(first.otherwise().decision(first.reason()), notes)
        : new Verdict.Changed(drafted(inquiry, choices, tried.get()), notes);
  }

  private static Choice choice(Inquiry inquiry, Resolution.Found found) {
    if (found.to().hasSecondStage()) {
      return new Choice(List.of(), 0, List.of(), Refusal.NOT_ALLOWED, "a second stage", List.of());
    }
    Documents documents = inquiry.plan().documents();
    Destination to = found.to();
    if (!to.getExtension().isEmpty()) {
      ExtensionSpec extension = documents.extensions().get(to.getExtension());
      return extension == null
          ? Choice.unknown("extension " + to.getExtension())
          : Choice.of(
              Targets.extension(to.getExtension()), extension.getRingTimeoutS(), Refusal.BUSY);
    }
    if (!to.getTrunk().isEmpty()) {
      TrunkSpec trunk = documents.trunks().get(to.getTrunk());
      return trunk == null
          ? Choice.unknown("trunk " + to.getTrunk())
          : Choice.of(
              Targets.trunk(to.getTrunk(), found.number()),
              trunk.getRingTimeoutS(),
              Refusal.NO_LINE);
    }
    if (!to.getUri().isEmpty()) {
      return Targets.uri(to)
          .map(uri -> Choice.of(Targets.uri(uri), 0, Refusal.NO_LINE))
          .orElseGet(() -> Choice.unknown("SIP URI " + to.getUri()));
    }
    return lines(inquiry, found);
  }

  private static Choice lines(Inquiry inquiry, Resolution.Found found) {
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
    LineFilter filter = new LineFilter(inquiry, group, found);
    String e164 = inquiry.publicNumber(found.number()).orElse(inquiry.e164().called());
    LineOrder.Ordered ordered =
        LineOrder.of(
            group.getLinesList().stream().map(filter::judge).toList(),
            Selection.of(group, inquiry, e164));
    List<Candidate> all = ordered.all();
    Note note =
        all.isEmpty()
            ? Note.of(Targets.words(to) + ": no lines")
            : new Note(Targets.words(to), all);
    List<Target> targets =
        ordered.candidates().stream().map(one -> Targets.line(one.line(), one.number())).toList();
    if (targets.isEmpty()) {
      String reason = ordered.none(Targets.words(to));
      return new Choice(
          targets,
          0,
          List.of(),
          ordered.unfit() ? Refusal.NOT_ALLOWED : Refusal.NO_LINE,
          reason,
          List.of(note, Note.of(reason)));
    }
    boolean phone =
        targets.size() == 1
            && kind(inquiry, targets.getFirst().getLine()) == LineKind.LINE_KIND_FXS;
    return new Choice(
        targets,
        0,
        group.getNextLineCausesList(),
        phone ? Refusal.BUSY : Refusal.NO_LINE,
        "",
        List.of(note));
  }

  private static LineKind kind(Inquiry inquiry, String line) {
    return inquiry
        .plan()
        .documents()
        .lines()
        .getOrDefault(line, LineSpec.getDefaultInstance())
        .getKind();
  }

  /// With targets.
  ///
  /// @param first of the choices that has any: what it says holds for them all
  private static Inquiry drafted(Inquiry inquiry, List<Choice> choices, Choice first) {
    Decision draft =
        inquiry.draft().toBuilder()
            .addAllTargets(choices.stream().flatMap(choice -> choice.targets().stream()).toList())
            .setRingTimeoutS(first.ringTimeoutS() == 0 ? RING_TIMEOUT_S : first.ringTimeoutS())
            .addAllNextTargetCauses(first.nextCauses())
            .setCause(first.otherwise().cause())
            .setSipStatus(first.otherwise().sipStatus())
            .build();
    return inquiry.withDraft(draft);
  }
}
