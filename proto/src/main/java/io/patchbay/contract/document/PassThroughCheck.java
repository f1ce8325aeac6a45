package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.Lifeline;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PassThroughSpec;
import java.util.HashMap;
import java.util.Map;

/// Exchange lines with a phone of their own, phones with a dial plan of their own, and calls that
/// would go in circles.
final class PassThroughCheck {
  private static final int MAX_RINGS = 20;
  private static final int MAX_DELAY_MS = 20_000;
  private static final int MAX_DIVERSIONS = 50;

  private final Documents documents;
  private final PatternCheck patterns;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  PassThroughCheck(
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
    Map<String, String> phones = new HashMap<>();
    documents
        .lines()
        .forEach((name, line) -> {
          String label = "Line " + name;
          if (line.hasPassThrough()) {
            passThrough(label, line, phones);
          }
          plan(label, line);
        });
    Formats.atMost(documents.settings().getLoops().getMaxDiversions(), MAX_DIVERSIONS)
        .ifPresent(problem ->
            finding.add("Settings " + Documents.DEFAULT, "spec.loops.max-diversions", problem));
  }

  private void passThrough(String label, LineSpec line, Map<String, String> phones) {
    String path = "spec.pass-through";
    PassThroughSpec spec = line.getPassThrough();
    if (line.getKind() != LineKind.LINE_KIND_FXO) {
      finding.add(label, path, "for FXO lines");
    }
    phone(label, path + ".phone", line, phones);
    if (!spec.getAccessCode().matches("[0-9]{0,5}")) {
      finding.add(
          label,
          path + ".access-code",
          "`" + Report.shown(spec.getAccessCode()) + "` is not at most 5 digits");
    }
    Formats.atMost(spec.getRings(), MAX_RINGS)
        .ifPresent(problem -> finding.add(label, path + ".rings", problem));
    if (spec.getRings() != 0 && !line.hasIncoming()) {
      finding.add(label, path + ".rings", spec.getRings() + ": needs `incoming`");
    }
    Formats.atMost(spec.getRingDelayMs(), MAX_DELAY_MS)
        .ifPresent(problem -> finding.add(label, path + ".ring-delay-ms", problem));
    lifeline(label, path, spec);
  }

  /// That nobody can call for help has to be somebody's decision (catalogue E4, 8).
  private void lifeline(String label, String path, PassThroughSpec spec) {
    boolean never = spec.getLifeline() == Lifeline.LIFELINE_NEVER;
    if (never && !spec.getLifelineNeverConfirmed()) {
      finding.add(
          label,
          path + ".lifeline",
          "never: the phone calls nobody for help when the gateway is away:"
              + " needs `lifeline-never-confirmed: true`");
    } else if (!never && spec.getLifelineNeverConfirmed()) {
      finding.add(label, path + ".lifeline-never-confirmed", "for `lifeline: never`");
    }
  }

  private void phone(String label, String path, LineSpec line, Map<String, String> phones) {
    String name = line.getPassThrough().getPhone();
    LineSpec phone = documents.lines().get(name);
    if (name.isEmpty()) {
      finding.add(label, path, "missing");
      return;
    }
    String other = phones.putIfAbsent(name, label);
    if (other != null) {
      finding.add(label, path, Report.shown(name) + " is that of " + other);
    }
    if (phone == null) {
      if (references) {
        finding.add(label, path, "no Line `" + Report.shown(name) + "`");
      }
    } else if (phone.getKind() != LineKind.LINE_KIND_FXS) {
      finding.add(label, path, name + " is no FXS line");
    } else if (!phone.getEdge().equals(line.getEdge())) {
      finding.add(label, path, name + " is of edge " + phone.getEdge());
    }
  }

  private void plan(String label, LineSpec line) {
    Formats.number(line.getPlanPrefix())
        .ifPresent(problem -> finding.add(label, "spec.plan-prefix", problem));
    String plan = line.getDialPlan();
    if (plan.isEmpty()) {
      if (!line.getPlanPrefix().isEmpty()) {
        finding.add(label, "spec.plan-prefix", line.getPlanPrefix() + ": needs `dial-plan`");
      }
      return;
    }
    patterns.problem(plan).ifPresent(problem -> finding.add(label, "spec.dial-plan", problem));
    if (line.getKind() != LineKind.LINE_KIND_FXS) {
      finding.add(label, "spec.dial-plan", Report.shown(plan) + ": for FXS lines");
    }
    if (!line.getDigitMap().isEmpty()) {
      finding.add(label, "spec.digit-map", "the dial-plan of the line is its digit map");
    }
  }
}
