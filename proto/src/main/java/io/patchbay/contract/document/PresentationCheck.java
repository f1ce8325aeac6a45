package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.PresentationSpec;

/// What the called side is shown of the caller.
final class PresentationCheck {
  private static final int MAX_NAME = 64;

  private final Documents documents;
  private final PatternCheck patterns;
  private final DocumentCheck.Finding finding;

  PresentationCheck(Documents documents, PatternCheck patterns, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.patterns = patterns;
    this.finding = finding;
  }

  void run() {
    documents
        .lines()
        .forEach((name, line) ->
            destination("Line " + name, "spec.incoming.present", line.getIncoming()));
    documents
        .trunks()
        .forEach((name, trunk) -> {
          destination("Trunk " + name, "spec.incoming.present", trunk.getIncoming());
          check("Trunk " + name, "spec.present", trunk.getPresent());
        });
    documents
        .dialPlans()
        .forEach((name, plan) -> {
          for (int i = 0; i < plan.getRulesCount(); i++) {
            destination(
                "DialPlan " + name, "spec.rules[" + i + "].to.present", plan.getRules(i).getTo());
          }
        });
  }

  private void destination(String label, String path, Destination to) {
    check(label, path, to.getPresent());
  }

  private void check(String label, String path, PresentationSpec spec) {
    boolean fixed = spec.getNumber() == PresentationSpec.Number.NUMBER_FIXED;
    if (fixed == spec.getFixed().isEmpty()) {
      finding.add(
          label,
          path + ".fixed",
          fixed ? "missing" : "`" + Report.shown(spec.getFixed()) + "`: needs `number: fixed`");
    }
    Formats.number(spec.getFixed())
        .ifPresent(problem -> finding.add(label, path + ".fixed", problem));
    if (spec.getName().length() > MAX_NAME || spec.getName().matches(".*\\p{Cntrl}.*")) {
      finding.add(
          label,
          path + ".name",
          "`" + Report.shown(spec.getName()) + "` is not one line of up to " + MAX_NAME);
    }
    if (!spec.getRules().isEmpty()) {
      patterns
          .rulesProblem(spec.getRules())
          .ifPresent(problem -> finding.add(label, path + ".rules", problem));
    }
  }
}
