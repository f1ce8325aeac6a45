package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.LimitReport;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.VelocitySpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Limits, bars and the shield: allowances that can be read, and for whom.
final class LimitCheck {
  private static final int MAX_UNIT_S = 3_600;
  private static final int MAX_CORRECTION_S = 60;
  private static final int MAX_LEASE_MINUTES = 60;
  private static final int MAX_VELOCITY = 100;
  private static final int DAY_MINUTES = 60 * 24;
  private static final int MAX_MINUTES = 60 * 24 * 31;

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final Documents documents;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  LimitCheck(Documents documents, boolean references, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.references = references;
    this.finding = finding;
  }

  void run() {
    documents.limits().forEach((name, limit) -> limit("Limit " + name, limit));
    documents.bars().forEach((name, bar) -> whom("Bar " + name, bar.getOnList(), true));
    List<String> countries = documents.settings().getShield().getCountriesList();
    for (int i = 0; i < countries.size(); i++) {
      String country = countries.get(i);
      if (!country.equals("*") && !COUNTRIES.contains(country)) {
        finding.add(
            "Settings " + Documents.DEFAULT,
            "spec.shield.countries[" + i + "]",
            "`" + Report.shown(country) + "` is no country (as CN, or * for all)");
      }
    }
  }

  private void limit(String label, LimitSpec limit) {
    whom(label, limit.getOnList(), false);
    allowance(label, "spec.minutes", limit.getMinutes(), Allowance::parse);
    allowance(label, "spec.calls", limit.getCalls(), Allowance::parse);
    allowance(label, "spec.messages", limit.getMessages(), Allowance::parse);
    allowance(label, "spec.cost", limit.getCost(), Allowance::parseMoney);
    finding.atMost(label, "spec.billing-unit-s", limit.getBillingUnitS(), MAX_UNIT_S);
    finding.atMost(label, "spec.correction-s", limit.getCorrectionS(), MAX_CORRECTION_S);
    finding.atMost(label, "spec.lease-minutes", limit.getLeaseMinutes(), MAX_LEASE_MINUTES);
    finding.atMost(label, "spec.call-minutes", limit.getCallMinutes(), MAX_MINUTES);
    if (!limit.getTimeZone().isEmpty()) {
      try {
        ZoneId.of(limit.getTimeZone());
      } catch (DateTimeException _) {
        finding.add(
            label,
            "spec.time-zone",
            "no time zone `" + Report.shown(limit.getTimeZone()) + "` (as Asia/Shanghai)");
      }
    }
    if (limit.hasVelocity()) {
      VelocitySpec velocity = limit.getVelocity();
      within(label, "spec.velocity.calls", velocity.getCalls(), MAX_VELOCITY);
      within(label, "spec.velocity.within-minutes", velocity.getWithinMinutes(), DAY_MINUTES);
      finding.atMost(
          label, "spec.velocity.block-minutes", velocity.getBlockMinutes(), 7 * DAY_MINUTES);
    }
    if (limit.hasReport()) {
      report(label, limit);
    }
  }

  private void report(String label, LimitSpec limit) {
    LimitReport report = limit.getReport();
    if (limit.getMinutes().isEmpty()) {
      finding.add(label, "spec.report", "there are no `minutes` to report");
    }
    if (!report.getTo().matches("\\+?[0-9]{1,20}")) {
      finding.add(
          label, "spec.report.to", "'" + Report.shown(report.getTo()) + "' is no telephone number");
    }
    if (report.getId().length() > 40) {
      finding.add(label, "spec.report.id", "longer than 40 characters");
    }
  }

  private void allowance(String label, String path, String text, Consumer<String> reader) {
    try {
      reader.accept(text);
    } catch (IllegalArgumentException e) {
      finding.add(label, path, String.valueOf(e.getMessage()));
    }
  }

  private void within(String label, String path, int value, int most) {
    if (value < 1 || value > most) {
      finding.add(
          label, path, Integer.toUnsignedString(value) + " is out of range (1 to " + most + ")");
    }
  }

  private void whom(String label, List<String> on, boolean everybody) {
    Map<String, Map<String, ?>> kinds =
        Map.of(
            "line", documents.lines(),
            "line-group", documents.lineGroups(),
            "extension", documents.extensions(),
            "trunk", documents.trunks());
    if (on.isEmpty()) {
      finding.add(label, "spec.on", "missing: whom is it for?");
    }
    for (int i = 0; i < on.size(); i++) {
      String path = "spec.on[" + i + "]";
      String word = on.get(i);
      String[] parts = word.split("/", 2);
      Map<String, ?> existing = kinds.get(parts[0]);
      if (everybody && word.equals("*")) {
        continue;
      }
      if (existing == null || parts.length < 2) {
        finding.add(
            label,
            path,
            "`" + Report.shown(word) + "` is not line/…, line-group/…, extension/… or trunk/…");
      } else if (references && !existing.containsKey(parts[1])) {
        finding.add(label, path, "no " + parts[0] + " `" + Report.shown(parts[1]) + "`");
      }
    }
  }
}
