package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.RunPolicySpec;

/// Run policies: for lines that call out, with a condition, and nothing of it out of range.
final class RunPolicyCheck {
  private static final int MAX_CALLS = 1_000;
  private static final int MAX_S = 3_600;
  private static final int MAX_MINUTES = 60 * 24 * 31;

  private final Documents documents;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  RunPolicyCheck(Documents documents, boolean references, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.references = references;
    this.finding = finding;
  }

  void run() {
    documents.runPolicies().forEach((name, policy) -> check("RunPolicy " + name, policy));
  }

  private void check(String label, RunPolicySpec policy) {
    if (policy.getOnCount() == 0) {
      finding.add(label, "spec.on", "missing: which lines is it for?");
    }
    for (int i = 0; i < policy.getOnCount(); i++) {
      on(label, "spec.on[" + i + "]", policy.getOn(i));
    }
    boolean condition =
        policy.getAcdBelowS() != 0
            || policy.getAsrBelowPercent() != 0
            || policy.getEveryMinutes() != 0
            || policy.getNoRingCalls() != 0
            || policy.getUnansweredCalls() != 0
            || policy.getShortCalls() != 0;
    if (!condition) {
      finding.add(label, "spec", "there is no condition: it would never do anything");
    }
    if ((policy.getShortCalls() == 0) != (policy.getShortS() == 0)) {
      finding.add(label, "spec.short-s", "goes with short-calls: one without the other");
    }
    finding.atMost(label, "spec.acd-below-s", policy.getAcdBelowS(), MAX_S);
    finding.atMost(label, "spec.asr-below-percent", policy.getAsrBelowPercent(), 100);
    finding.atMost(label, "spec.sample", policy.getSample(), MAX_CALLS);
    finding.atMost(label, "spec.every-minutes", policy.getEveryMinutes(), MAX_MINUTES);
    finding.atMost(label, "spec.no-ring-calls", policy.getNoRingCalls(), MAX_CALLS);
    finding.atMost(label, "spec.unanswered-calls", policy.getUnansweredCalls(), MAX_CALLS);
    finding.atMost(label, "spec.short-calls", policy.getShortCalls(), MAX_CALLS);
    finding.atMost(label, "spec.short-s", policy.getShortS(), MAX_S);
  }

  private void on(String label, String path, String word) {
    String[] parts = word.split("/", 2);
    boolean line = parts[0].equals("line");
    if (parts.length < 2 || !(line || parts[0].equals("line-group"))) {
      finding.add(label, path, "`" + Report.shown(word) + "` is not line/name or line-group/name");
      return;
    }
    boolean known = (line ? documents.lines() : documents.lineGroups()).containsKey(parts[1]);
    if (references && !known) {
      finding.add(label, path, "no " + parts[0] + " `" + Report.shown(parts[1]) + "`");
    }
    LineSpec spec = documents.lines().getOrDefault(parts[1], LineSpec.getDefaultInstance());
    if (line && spec.getKind() == LineKind.LINE_KIND_FXS) {
      finding.add(label, path, "line " + parts[1] + " is a phone and calls nobody");
    }
  }
}
