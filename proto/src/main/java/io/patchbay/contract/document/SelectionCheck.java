package io.patchbay.contract.document;

import io.patchbay.contract.schedule.Schedule;
import io.patchbay.proto.config.v1.BindingSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineMessages;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.config.v1.RestSpec;
import io.patchbay.proto.config.v1.ScheduleSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What lines are chosen by: rests, weights, bindings, schedules, rates.
final class SelectionCheck {
  private static final int MAX_CALLS = 100_000;
  private static final int DAY_S = 86_400;
  private static final int MAX_FAILED = 100;
  private static final int MAX_REST_S = 3600;
  private static final int MAX_MEMORY_MINUTES = 1440;
  private static final int MAX_CALL_BACK_MINUTES = 10_080;
  private static final int MAX_WEIGHT = 1000;
  private static final int WEAKEST_DBM = -120;
  private static final int MAX_CAUSE = 127;
  private static final int MAX_BILLING_S = 3600;
  private static final long MAX_PRICE_MICROS = 1_000_000_000_000L;

  private static final Set<String> COUNTRIES = countries();

  private final Documents documents;
  private final PatternCheck patterns;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  SelectionCheck(
      Documents documents,
      PatternCheck patterns,
      boolean references,
      DocumentCheck.Finding finding) {
    this.documents = documents;
    this.patterns = patterns;
    this.references = references;
    this.finding = finding;
  }

  /// Kosovo has no code of its own in ISO 3166-1.
  private static Set<String> countries() {
    Set<String> countries = new HashSet<>(List.of(Locale.getISOCountries()));
    countries.addAll(List.of("XK", "home"));
    return Set.copyOf(countries);
  }

  void run() {
    documents.schedules().forEach((name, spec) -> schedule("Schedule " + name, spec));
    documents.lines().forEach((name, line) -> line("Line " + name, line));
    documents.lineGroups().forEach((name, group) -> group("LineGroup " + name, group));
    documents
        .trunks()
        .forEach((name, trunk) ->
            exists(
                "Trunk " + name,
                "spec.rates",
                "RateTable",
                trunk.getRates(),
                documents.rateTables()));
    documents.bindings().forEach((name, binding) -> binding("Binding " + name, binding));
    documents
        .rateTables()
        .forEach((name, table) -> {
          for (int i = 0; i < table.getRatesCount(); i++) {
            rate("RateTable " + name, "spec.rates[" + i + "]", table.getRates(i));
          }
        });
    for (int i = 0; i < documents.dialPlan().getRulesCount(); i++) {
      String when = documents.dialPlan().getRules(i).getWhen();
      when(
          "DialPlan default",
          "spec.rules[" + i + "].when",
          when.startsWith("!") ? when.substring(1) : when,
          when.startsWith("!"));
    }
  }

  private void schedule(String label, ScheduleSpec spec) {
    try {
      Schedule.of(spec);
    } catch (IllegalArgumentException e) {
      finding.add(label, "spec", String.valueOf(e.getMessage()));
    }
  }

  private void line(String label, LineSpec line) {
    rest(label, line.getRest());
    exists(label, "spec.rates", "RateTable", line.getRates(), documents.rateTables());
    if (!line.getDialRules().isEmpty()) {
      note(label, "spec.dial-rules", patterns.rulesProblem(line.getDialRules()));
    }
    if (line.getStrictDialRules() && line.getDialRules().isEmpty()) {
      finding.add(label, "spec.strict-dial-rules", "true: there are no dial-rules");
    }
    LineMessages messages = line.getMessages();
    if (!messages.getNumberRules().isEmpty()) {
      note(label, "spec.messages.number-rules", patterns.rulesProblem(messages.getNumberRules()));
    }
    if (messages.getStrictNumberRules() && messages.getNumberRules().isEmpty()) {
      finding.add(label, "spec.messages.strict-number-rules", "true: there are no number-rules");
    }
  }

  private void rest(String label, RestSpec rest) {
    note(label, "spec.rest.after-calls", Formats.atMost(rest.getAfterCalls(), MAX_CALLS));
    note(label, "spec.rest.min-s", Formats.atMost(rest.getMinS(), DAY_S));
    note(label, "spec.rest.max-s", Formats.atMost(rest.getMaxS(), DAY_S));
    if (Integer.compareUnsigned(rest.getMinS(), rest.getMaxS()) > 0) {
      finding.add(
          label,
          "spec.rest.max-s",
          Integer.toUnsignedString(rest.getMaxS())
              + " is less than min-s, "
              + Integer.toUnsignedString(rest.getMinS()));
    }
  }

  private void group(String label, LineGroupSpec group) {
    rest(label, group.getRest());
    note(
        label,
        "spec.call-memory-minutes",
        Formats.atMost(group.getCallMemoryMinutes(), MAX_MEMORY_MINUTES));
    group
        .getWeightsMap()
        .forEach((line, weight) -> {
          String path = "spec.weights." + line;
          if (!group.getLinesList().contains(line)) {
            finding.add(label, path, line + " is no line of the group");
          } else if (weight < 1 || weight > MAX_WEIGHT) {
            finding.add(label, path, Integer.toUnsignedString(weight) + " is not 1 to 1000");
          }
        });
    note(
        label, "spec.health.failures", Formats.atMost(group.getHealth().getFailures(), MAX_FAILED));
    note(label, "spec.health.rest-s", Formats.atMost(group.getHealth().getRestS(), MAX_REST_S));
    note(label, "spec.health.most-s", Formats.atMost(group.getHealth().getMostS(), DAY_S));
    int signal = group.getMinSignalDbm();
    if (signal < WEAKEST_DBM || signal > 0) {
      finding.add(label, "spec.min-signal-dbm", signal + " is neither 0 nor -120 to -1");
    }
    for (int i = 0; i < group.getCountriesCount(); i++) {
      String country = group.getCountries(i);
      if (!COUNTRIES.contains(country)) {
        finding.add(
            label,
            "spec.countries[" + i + "]",
            "`"
                + Report.shown(country)
                + "` is no country (ISO 3166-1: CN, DE, US) and not `home`");
      }
    }
    for (int i = 0; i < group.getNextLineCausesCount(); i++) {
      int cause = group.getNextLineCauses(i);
      if (cause < 1 || cause > MAX_CAUSE) {
        finding.add(
            label,
            "spec.next-line-causes[" + i + "]",
            Integer.toUnsignedString(cause) + " is no cause (Q.850, 1 to 127)");
      }
    }
  }

  private void binding(String label, BindingSpec binding) {
    all(label, "spec.extensions", "Extension", binding.getExtensionsList(), documents.extensions());
    all(label, "spec.lines", "Line", binding.getLinesList(), documents.lines());
    for (int i = 0; i < binding.getSchedulesCount(); i++) {
      when(label, "spec.schedules[" + i + "]", binding.getSchedules(i), true);
    }
    int minutes = binding.getCallBackMinutes();
    note(label, "spec.call-back-minutes", Formats.atMost(minutes, MAX_CALL_BACK_MINUTES));
    if (minutes != 0 && !binding.getIncoming()) {
      finding.add(
          label,
          "spec.call-back-minutes",
          Integer.toUnsignedString(minutes) + ": needs `incoming`");
    }
  }

  private void all(
      String label, String path, String kind, List<String> names, Map<String, ?> existing) {
    if (names.isEmpty()) {
      finding.add(label, path, "empty");
    }
    for (int i = 0; i < names.size(); i++) {
      exists(label, path + "[" + i + "]", kind, names.get(i), existing);
    }
  }

  private void rate(String label, String path, RateSpec rate) {
    if (!rate.getPrefix().matches("[0-9]{0,15}")) {
      finding.add(
          label,
          path + ".prefix",
          "`" + Report.shown(rate.getPrefix()) + "` is not up to 15 digits, without +");
    }
    price(label, path + ".price-micros", rate.getPriceMicros());
    price(label, path + ".setup-micros", rate.getSetupMicros());
    note(label, path + ".unit-s", Formats.atMost(rate.getUnitS(), MAX_BILLING_S));
    note(label, path + ".minimum-s", Formats.atMost(rate.getMinimumS(), MAX_BILLING_S));
    when(label, path + ".when", rate.getWhen(), false);
  }

  private void price(String label, String path, long micros) {
    if (Long.compareUnsigned(micros, MAX_PRICE_MICROS) > 0) {
      finding.add(
          label,
          path,
          Long.toUnsignedString(micros) + " is out of range (0 to " + MAX_PRICE_MICROS + ")");
    }
  }

  /// @param needed a name must be there
  private void when(String label, String path, String schedule, boolean needed) {
    if (needed && schedule.isEmpty()) {
      finding.add(label, path, "names no Schedule");
    }
    exists(label, path, "Schedule", schedule, documents.schedules());
  }

  private void exists(
      String label, String path, String kind, String name, Map<String, ?> existing) {
    if (references && !name.isEmpty() && !existing.containsKey(name)) {
      finding.add(label, path, "no " + kind + " `" + Report.shown(name) + "`");
    }
  }

  private void note(String label, String path, Optional<String> problem) {
    problem.ifPresent(what -> finding.add(label, path, what));
  }
}
