package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.proto.config.v1.SmsRouteSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Dial plans, number lists and SMS routes: patterns that parse, callers and destinations that
/// exist.
final class RuleCheck {
  private static final int MAX_STRIP = 32;
  private static final int MAX_MAP = 999;
  private static final int MAX_CALLS = 100;
  private static final Pattern NUMBER =
      Pattern.compile(
          "[0-9*#+]{1,16}[*]?(@[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final Pattern BY_CALLER = Pattern.compile("[+]?[0-9]{1,15}>[a-z0-9._-]{1,63}");
  private static final Set<String> SIDES = Set.of("", "called", "calling");

  private final Documents documents;
  private final PatternCheck patterns;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  RuleCheck(
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
    documents.dialPlans().forEach((name, plan) -> plan("DialPlan " + name, plan));
    documents.numberLists().forEach((name, list) -> list("NumberList " + name, list));
    documents.smsRoutes().forEach((name, route) -> smsRoute("SmsRoute " + name, route));
    documents.lines().forEach((name, line) -> digitMap("Line " + name, line));
    documents.lines().forEach((name, line) -> incoming("Line " + name, line));
  }

  private void digitMap(String label, LineSpec line) {
    if (line.getDigitMap().isEmpty()) {
      return;
    }
    pattern(label, "spec.digit-map", line.getDigitMap());
    if (line.getKind() != LineKind.LINE_KIND_FXS) {
      finding.add(label, "spec.digit-map", line.getDigitMap() + ": for FXS lines");
    }
  }

  private void plan(String label, DialPlanSpec plan) {
    for (int i = 0; i < plan.getRulesCount(); i++) {
      rule(label, "spec.rules[" + i + "]", plan.getRules(i));
    }
    for (int i = 0; i < plan.getEmergencyNumbersCount(); i++) {
      String path = "spec.emergency-numbers[" + i + "]";
      String number = plan.getEmergencyNumbers(i);
      if (number.isEmpty()) {
        finding.add(label, path, "missing");
      }
      Formats.number(number).ifPresent(problem -> finding.add(label, path, problem));
    }
  }

  private void rule(String label, String path, DialRule rule) {
    pattern(label, path + ".pattern", rule.getPattern());
    callers(label, path + ".from", rule.getFromList());
    Formats.atMost(rule.getStrip(), MAX_STRIP)
        .ifPresent(problem -> finding.add(label, path + ".strip", problem));
    Formats.number(rule.getPrefix())
        .ifPresent(problem -> finding.add(label, path + ".prefix", problem));
    boolean exchange = rule.getPattern().contains("L:");
    if (rule.getReject() && rule.hasTo()) {
      finding.add(label, path, "has both `to` and `reject`");
    } else if (!rule.getReject() && !rule.hasTo() && !exchange) {
      finding.add(label, path, "needs `to`, `reject: true` or an `L:` alternative");
    }
    if (rule.hasTo() && references) {
      new DestinationCheck(documents, finding).check(label, path + ".to", rule.getTo());
    }
  }

  private void list(String label, NumberListSpec list) {
    if (list.getEffect() == NumberListSpec.Effect.EFFECT_UNSPECIFIED) {
      finding.add(label, "spec.effect", "missing (deny, allow or no-pin)");
    }
    if (!SIDES.contains(list.getSide())) {
      finding.add(
          label,
          "spec.side",
          "`" + Report.shown(list.getSide()) + "` is not one of called, calling");
    }
    for (int i = 0; i < list.getPatternsCount(); i++) {
      pattern(label, "spec.patterns[" + i + "]", list.getPatterns(i));
    }
    callers(label, "spec.from", list.getFromList());
    for (int i = 0; i < list.getNumbersCount(); i++) {
      String number = list.getNumbers(i);
      if (!NUMBER.matcher(number).matches()) {
        finding.add(
            label,
            "spec.numbers[" + i + "]",
            "`"
                + Report.shown(number)
                + "` is not a number of at most 16 of 0-9 * # +, with an end such as @2027-01-01T00:00:00Z or not");
      }
    }
    if (!list.getFile().isEmpty() && !FILE.matcher(list.getFile()).matches()) {
      finding.add(
          label,
          "spec.file",
          "`" + Report.shown(list.getFile()) + "` is not the name of a file (a-z A-Z 0-9 . _ -)");
    }
  }

  private void incoming(String label, LineSpec line) {
    boolean set =
        !line.getIncomingByCaller().isEmpty()
            || line.getRejectIncoming()
            || line.getRejectOutgoing()
            || line.hasAutoDeny();
    if (set && line.getKind() == LineKind.LINE_KIND_FXS) {
      finding.add(
          label,
          "spec",
          "incoming-by-caller, reject-incoming, reject-outgoing and auto-deny are for SIM and FXO lines");
    }
    int calls = line.getAutoDeny().getCalls();
    if (line.hasAutoDeny() && (calls < 2 || calls > MAX_CALLS)) {
      finding.add(
          label,
          "spec.auto-deny.calls",
          Integer.toUnsignedString(calls) + " is out of range (2 to " + MAX_CALLS + ")");
    }
    String map = line.getIncomingByCaller();
    if (map.isEmpty()) {
      return;
    }
    if (map.length() > MAX_MAP) {
      finding.add(
          label,
          "spec.incoming-by-caller",
          map.length() + " characters are too many, at most " + MAX_MAP);
      return;
    }
    for (String one : map.split("\\|", -1)) {
      if (!BY_CALLER.matcher(one).matches()) {
        finding.add(
            label,
            "spec.incoming-by-caller",
            "`" + Report.shown(one) + "` is not prefix>extension");
      } else if (references
          && !documents.extensions().containsKey(one.substring(one.indexOf('>') + 1))) {
        finding.add(
            label,
            "spec.incoming-by-caller",
            "no extension `" + Report.shown(one.substring(one.indexOf('>') + 1)) + "`");
      }
    }
  }

  private void smsRoute(String label, SmsRouteSpec route) {
    pattern(label, "spec.pattern", route.getPattern());
    if (references) {
      new DestinationCheck(documents, finding).check(label, "spec.to", route.getTo());
    }
    if (!route.getTo().getUri().isEmpty()) {
      finding.add(label, "spec.to.uri", Report.shown(route.getTo().getUri()) + ": for calls");
    }
  }

  private void pattern(String label, String path, String pattern) {
    if (pattern.isEmpty()) {
      finding.add(label, path, "missing");
    } else {
      patterns.problem(pattern).ifPresent(problem -> finding.add(label, path, problem));
    }
  }

  /// `extension`, `extension/101`, `trunk/pbx`, `line/gsm-1`, `api`.
  private void callers(String label, String path, List<String> callers) {
    Map<String, Map<String, ?>> kinds =
        Map.of(
            "extension", documents.extensions(),
            "line", documents.lines(),
            "trunk", documents.trunks(),
            "api", Map.of());
    for (int i = 0; i < callers.size(); i++) {
      String[] parts = callers.get(i).split("/", 2);
      Map<String, ?> existing = kinds.get(parts[0]);
      if (existing == null) {
        finding.add(
            label,
            path + "[" + i + "]",
            "`" + Report.shown(callers.get(i)) + "` is not extension, line, trunk or api");
      } else if (parts.length == 2 && references && !existing.containsKey(parts[1])) {
        finding.add(
            label, path + "[" + i + "]", "no " + parts[0] + " `" + Report.shown(parts[1]) + "`");
      }
    }
  }
}
