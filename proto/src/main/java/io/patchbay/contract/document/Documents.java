package io.patchbay.contract.document;

import static java.util.Collections.unmodifiableMap;
import static java.util.Collections.unmodifiableSortedMap;

import io.patchbay.proto.config.v1.BarSpec;
import io.patchbay.proto.config.v1.BindingSpec;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.RateTableSpec;
import io.patchbay.proto.config.v1.RunPolicySpec;
import io.patchbay.proto.config.v1.ScheduleSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.config.v1.SmsRouteSpec;
import io.patchbay.proto.config.v1.ToneSchemeSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.UserSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// All documents at one moment: immutable, by kind and name, with a typed map per kind (in the
/// order of names).
///
/// A consumer of the `config` topic keeps one and replaces it: `documents =
/// documents.with(document)`.
public final class Documents {
  /// Name of the plan and the settings that hold.
  public static final String DEFAULT = "default";

  private static final Documents EMPTY = new Documents(new TreeMap<>());

  private final SortedMap<String, Document> byKey;
  private final Map<String, EdgeSpec> edges;
  private final Map<String, LineSpec> lines;
  private final Map<String, LineGroupSpec> lineGroups;
  private final Map<String, TrunkSpec> trunks;
  private final Map<String, ExtensionSpec> extensions;
  private final Map<String, DialPlanSpec> dialPlans;
  private final Map<String, NumberListSpec> numberLists;
  private final Map<String, SmsRouteSpec> smsRoutes;
  private final Map<String, ToneSchemeSpec> toneSchemes;
  private final Map<String, UserSpec> users;
  private final Map<String, SettingsSpec> settings;
  private final Map<String, ScheduleSpec> schedules;
  private final Map<String, BindingSpec> bindings;
  private final Map<String, RateTableSpec> rateTables;
  private final Map<String, SiteSpec> sites;
  private final Map<String, LimitSpec> limits;
  private final Map<String, BarSpec> bars;
  private final Map<String, RunPolicySpec> runPolicies;
  private final Map<String, PinSpec> pins;

  private Documents(SortedMap<String, Document> byKey) {
    this.byKey = unmodifiableSortedMap(byKey);
    edges = specs(Document.SpecCase.EDGE, Document::getEdge);
    lines = specs(Document.SpecCase.LINE, Document::getLine);
    lineGroups = specs(Document.SpecCase.LINE_GROUP, Document::getLineGroup);
    trunks = specs(Document.SpecCase.TRUNK, Document::getTrunk);
    extensions = specs(Document.SpecCase.EXTENSION, Document::getExtension);
    dialPlans = specs(Document.SpecCase.DIAL_PLAN, Document::getDialPlan);
    numberLists = specs(Document.SpecCase.NUMBER_LIST, Document::getNumberList);
    smsRoutes = specs(Document.SpecCase.SMS_ROUTE, Document::getSmsRoute);
    toneSchemes = specs(Document.SpecCase.TONE_SCHEME, Document::getToneScheme);
    users = specs(Document.SpecCase.USER, Document::getUser);
    settings = specs(Document.SpecCase.SETTINGS, Document::getSettings);
    schedules = specs(Document.SpecCase.SCHEDULE, Document::getSchedule);
    bindings = specs(Document.SpecCase.BINDING, Document::getBinding);
    rateTables = specs(Document.SpecCase.RATE_TABLE, Document::getRateTable);
    sites = specs(Document.SpecCase.SITE, Document::getSite);
    limits = specs(Document.SpecCase.LIMIT, Document::getLimit);
    bars = specs(Document.SpecCase.BAR, Document::getBar);
    runPolicies = specs(Document.SpecCase.RUN_POLICY, Document::getRunPolicy);
    pins = specs(Document.SpecCase.PIN, Document::getPin);
  }

  private <T> Map<String, T> specs(Document.SpecCase kind, Function<Document, T> spec) {
    Map<String, T> specs = new LinkedHashMap<>();
    for (Document document : byKey.values()) {
      if (document.getSpecCase() == kind) {
        specs.put(document.getName(), spec.apply(document));
      }
    }
    return unmodifiableMap(specs);
  }

  public static Documents empty() {
    return EMPTY;
  }

  /// Later documents replace earlier ones of the same kind and name; one without a spec removes it.
  public static Documents of(Collection<Document> documents) {
    return EMPTY.with(documents);
  }

  public Documents with(Document document) {
    return with(List.of(document));
  }

  public Documents with(Collection<Document> changed) {
    SortedMap<String, Document> next = new TreeMap<>(byKey);
    for (Document document : changed) {
      if (document.getSpecCase() == Document.SpecCase.SPEC_NOT_SET) {
        next.remove(Kinds.key(document));
      } else {
        next.put(Kinds.key(document), document);
      }
    }
    return new Documents(next);
  }

  /// Finds what does not fit together; see [DocumentCheck].
  ///
  /// @throws DocumentException with every problem
  public void check(PatternCheck patterns) {
    List<Problem> problems = DocumentCheck.all(all(), patterns);
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
  }

  /// Sorted by kind and name.
  public List<Document> all() {
    return List.copyOf(byKey.values());
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return byKey.isEmpty();
  }

  public Optional<Document> get(String kind, String name) {
    return Optional.ofNullable(byKey.get(kind + "/" + name));
  }

  public Map<String, EdgeSpec> edges() {
    return edges;
  }

  public Map<String, LineSpec> lines() {
    return lines;
  }

  public Map<String, LineGroupSpec> lineGroups() {
    return lineGroups;
  }

  public Map<String, TrunkSpec> trunks() {
    return trunks;
  }

  public Map<String, ExtensionSpec> extensions() {
    return extensions;
  }

  public Map<String, DialPlanSpec> dialPlans() {
    return dialPlans;
  }

  public Map<String, NumberListSpec> numberLists() {
    return numberLists;
  }

  public Map<String, SmsRouteSpec> smsRoutes() {
    return smsRoutes;
  }

  public Map<String, ToneSchemeSpec> toneSchemes() {
    return toneSchemes;
  }

  public Map<String, UserSpec> users() {
    return users;
  }

  public Map<String, RateTableSpec> rateTables() {
    return rateTables;
  }

  public Map<String, BindingSpec> bindings() {
    return bindings;
  }

  public Map<String, ScheduleSpec> schedules() {
    return schedules;
  }

  public Map<String, SiteSpec> sites() {
    return sites;
  }

  public Map<String, LimitSpec> limits() {
    return limits;
  }

  public Map<String, BarSpec> bars() {
    return bars;
  }

  public Map<String, RunPolicySpec> runPolicies() {
    return runPolicies;
  }

  public Map<String, PinSpec> pins() {
    return pins;
  }

  /// The plan in use; without rules when there is none.
  public DialPlanSpec dialPlan() {
    return dialPlans.getOrDefault(DEFAULT, DialPlanSpec.getDefaultInstance());
  }

  /// What holds for the whole installation.
  public SettingsSpec settings() {
    return settings.getOrDefault(DEFAULT, SettingsSpec.getDefaultInstance());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Documents documents && byKey.equals(documents.byKey);
  }

  @Override
  public int hashCode() {
    return byKey.hashCode();
  }

  @Override
  public String toString() {
    return "Documents" + byKey.keySet();
  }
}
