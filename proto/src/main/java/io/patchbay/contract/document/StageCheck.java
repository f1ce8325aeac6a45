package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;

/// PINs, and where callers are asked for one or for a number.
final class StageCheck {
  private static final int MAX_TRIES = 10;
  private static final int MAX_WRONG = 100;
  private static final int MAX_LOCK_S = 604_800;
  private static final int MAX_NO_INPUT_S = 120;
  private static final int MAX_PAUSE_MS = 60_000;

  private final Documents documents;
  private final PatternCheck patterns;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  StageCheck(
      Documents documents,
      PatternCheck patterns,
      boolean references,
      DocumentCheck.Finding finding) {
    this.documents = documents;
    this.patterns = patterns;
    this.references = references;
    this.finding = finding;
  }

  void run() {
    documents.pins().forEach((name, pin) -> pin("Pin " + name, pin));
    documents.lines().forEach((name, line) -> line("Line " + name, line));
    documents
        .lineGroups()
        .forEach((name, group) ->
            named("LineGroup " + name, "spec.call-out-pin", group.getCallOutPin()));
    documents
        .trunks()
        .forEach((name, trunk) -> to("Trunk " + name, "spec.incoming", trunk.getIncoming()));
    documents.dialPlans().forEach((name, plan) -> plan("DialPlan " + name, plan));
  }

  /// What is wrong is told without the PIN: problems are shown and logged.
  private void pin(String label, PinSpec pin) {
    if (pin.getPin().isEmpty() && pin.getPinHash().isEmpty()) {
      finding.add(label, "spec.pin", "missing");
    } else if (!pin.getPin().isEmpty() && !Pins.wellFormed(pin.getPin())) {
      finding.add(label, "spec.pin", "is not 4 to 8 digits");
    }
    finding.atMost(label, "spec.tries", pin.getTries(), MAX_TRIES);
    finding.atMost(label, "spec.lock-after", pin.getLockAfter(), MAX_WRONG);
    finding.atMost(label, "spec.lock-s", pin.getLockS(), MAX_LOCK_S);
    finding.atMost(label, "spec.no-input-s", pin.getNoInputS(), MAX_NO_INPUT_S);
    finding.announcement(label, "spec.announcement", pin.getAnnouncement());
    for (int i = 0; i < pin.getNotAskedCount(); i++) {
      notAsked(label, "spec.not-asked[" + i + "]", pin.getNotAsked(i));
    }
  }

  private void notAsked(String label, String path, String name) {
    NumberListSpec list = documents.numberLists().get(name);
    if (list == null) {
      if (references) {
        finding.add(label, path, "no NumberList `" + Report.shown(name) + "`");
      }
    } else if (list.getEffect() != NumberListSpec.Effect.EFFECT_NO_PIN) {
      finding.add(label, path, "NumberList `" + name + "` has not the effect no-pin");
    }
  }

  private void line(String label, LineSpec line) {
    boolean phone = line.getKind() == LineKind.LINE_KIND_FXS;
    asks(label, "spec.call-out-pin", line.getCallOutPin(), phone);
    asks(label, "spec.call-in-pin", line.getCallInPin(), phone);
    if (line.hasSecondStage()) {
      stage(label, "spec.second-stage", line.getSecondStage());
      if (phone) {
        finding.add(label, "spec.second-stage", "for SIM and FXO lines");
      }
    }
    to(label, "spec.incoming", line.getIncoming());
  }

  private void asks(String label, String path, String pin, boolean phone) {
    named(label, path, pin);
    if (phone && !pin.isEmpty()) {
      finding.add(label, path, Report.shown(pin) + ": for SIM and FXO lines");
    }
  }

  private void plan(String label, DialPlanSpec plan) {
    for (int i = 0; i < plan.getRulesCount(); i++) {
      to(label, "spec.rules[" + i + "].to", plan.getRules(i).getTo());
    }
  }

  private void to(String label, String path, Destination to) {
    if (to.hasSecondStage()) {
      stage(label, path + ".second-stage", to.getSecondStage());
    }
  }

  private void stage(String label, String path, SecondStageSpec stage) {
    named(label, path + ".pin", stage.getPin());
    finding.atMost(label, path + ".no-input-s", stage.getNoInputS(), MAX_NO_INPUT_S);
    finding.atMost(label, path + ".pause-ms", stage.getPauseMs(), MAX_PAUSE_MS);
    finding.announcement(label, path + ".announcement", stage.getAnnouncement());
    if (!stage.getDigitMap().isEmpty()) {
      patterns
          .problem(stage.getDigitMap())
          .ifPresent(problem -> finding.add(label, path + ".digit-map", problem));
    }
    if (!stage.getDialRules().isEmpty()) {
      patterns
          .rulesProblem(stage.getDialRules())
          .ifPresent(problem -> finding.add(label, path + ".dial-rules", problem));
    }
  }

  private void named(String label, String path, String pin) {
    if (references && !pin.isEmpty() && !documents.pins().containsKey(pin)) {
      finding.add(label, path, "no Pin `" + Report.shown(pin) + "`");
    }
  }
}
