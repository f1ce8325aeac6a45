package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.emergency.EmergencyEngine;
import io.patchbay.routing.emergency.Place;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.routing.list.NumberSet;
import io.patchbay.routing.pattern.Alphabet;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.rewrite.PrefixRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The documents with their patterns read and their numbers indexed. Immutable.
public final class Plan {
  private final Documents documents;
  private final CallLimits limits;
  private final EmergencyEngine emergency;
  private final LineAccounts accounts;
  private final SecondStages stages;
  private final Numberings numberings;
  private final OwnNumbers ownNumbers;
  private final Schedules schedules;
  private final Bindings bindings;
  private final Rates rates;
  private final ExchangeLines exchange;
  private final PhonePlans phonePlans;
  private final FeatureCodes featureCodes;
  private final Map<String, LineRules> lineRules = new HashMap<>();
  private final Map<String, LineRules> messageRules = new HashMap<>();
  private final List<CompiledRule> rules = new ArrayList<>();
  private final List<CompiledList> lists = new ArrayList<>();
  private final Map<String, String> phones = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Plan(Documents documents, @Nullable Function<String, NumberSet> files) {
    this.documents = documents;
    this.accounts = new LineAccounts(documents);
    this.stages = new SecondStages(documents, this::everyEmergencyNumber);
    this.numberings = new Numberings(documents);
    this.ownNumbers = new OwnNumbers(documents, numberings);
    this.schedules = new Schedules(documents, problems::add);
    this.bindings = new Bindings(documents, schedules, numberings);
    this.rates = new Rates(documents, schedules);
    this.emergency = EmergencyEngine.of(documents);
    this.limits = new CallLimits(documents);
    this.exchange = new ExchangeLines(documents, emergency);
    this.phonePlans = new PhonePlans(documents, exchange, problems::add);
    problems.addAll(Unpriced.warnings(documents));
    this.featureCodes = new FeatureCodes(documents);
    documents
        .dialPlan()
        .getRulesList()
        .forEach(rule ->
            compile(rule.getPattern()).ifPresent(plan -> rules.add(new CompiledRule(rule, plan))));
    documents
        .numberLists()
        .forEach((name, list) ->
            lists.add(
                new CompiledList(
                    name,
                    list,
                    patterns(list),
                    numbers(list, files),
                    files != null || list.getFile().isEmpty())));
    documents
        .lines()
        .forEach((name, line) -> {
          lineRules(name, line.getDialRules(), line.getStrictDialRules(), lineRules);
          lineRules(
              name,
              line.getMessages().getNumberRules(),
              line.getMessages().getStrictNumberRules(),
              messageRules);
          if (line.getKind() == LineKind.LINE_KIND_FXS && !line.getNumber().isEmpty()) {
            phones.putIfAbsent(line.getNumber(), name);
            numberings
                .of(Destination.newBuilder().setLine(name).build())
                .e164(line.getNumber())
                .ifPresent(e164 -> phones.putIfAbsent(e164, name));
          }
        });
  }

  /// @param files the numbers of NumberListSpec.file; null: they are not here
  static Plan of(Documents documents, @Nullable Function<String, NumberSet> files) {
    return new Plan(documents, files);
  }

  private List<NumberSet> numbers(
      NumberListSpec list, @Nullable Function<String, NumberSet> files) {
    NumberSet.Builder own = new NumberSet.Builder();
    for (String entry : list.getNumbersList()) {
      String problem = NumberSet.problem(entry);
      if (problem.isEmpty()) {
        own.add(entry);
      } else {
        problems.add(problem);
      }
    }
    return list.getFile().isEmpty() || files == null
        ? List.of(own.build())
        : List.of(own.build(), files.apply(list.getFile()));
  }

  private List<DigitPlan> patterns(NumberListSpec list) {
    return list.getPatternsList().stream().map(this::compile).flatMap(Optional::stream).toList();
  }

  private Optional<DigitPlan> compile(String pattern) {
    try {
      return Optional.of(DigitPlan.parse(pattern));
    } catch (PatternException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void lineRules(String name, String written, boolean strict, Map<String, LineRules> into) {
    if (!written.isEmpty()) {
      try {
        into.put(name, new LineRules(PrefixRules.parse(written), strict));
      } catch (PatternException e) {
        problems.add("Line " + name + ": " + e.getMessage());
      }
    }
  }

  /// What a line's own rules make of a number; empty: they do not let it through.
  Optional<String> onLine(String line, String number) {
    LineRules own = lineRules.get(line);
    return own == null ? Optional.of(number) : own.apply(number);
  }

  OwnNumbers ownNumbers() {
    return ownNumbers;
  }

  CallLimits limits() {
    return limits;
  }

  /// What a line's number rules make of a message's recipient; empty: they do not let it through.
  Optional<String> messageOnLine(String line, String recipient) {
    LineRules own = messageRules.get(line);
    return own == null ? Optional.of(recipient) : own.apply(recipient);
  }

  /// The documents it was made of.
  public Documents documents() {
    return documents;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  Numberings numberings() {
    return numberings;
  }

  SecondStages stages() {
    return stages;
  }

  Bindings bindings() {
    return bindings;
  }

  Rates rates() {
    return rates;
  }

  ExchangeLines exchange() {
    return exchange;
  }

  PhonePlans phonePlans() {
    return phonePlans;
  }

  FeatureCodes featureCodes() {
    return featureCodes;
  }

  List<CompiledList> lists() {
    return lists;
  }

  String displayName(String extension) {
    return documents
        .extensions()
        .getOrDefault(extension, ExtensionSpec.getDefaultInstance())
        .getDisplayName();
  }

  /// The number meant: as dialled, or the number of the line a call came in on.
  String called(Caller caller, String dialled) {
    if (dialled.isEmpty() && caller.kind() == OriginKind.ORIGIN_KIND_LINE) {
      LineSpec line = documents.lines().get(caller.name());
      return line == null || line.getNumber().isEmpty() ? caller.name() : line.getNumber();
    }
    return plain(dialled);
  }

  /// Numbers without separators; names of extensions and URNs as they are.
  String plain(String dialled) {
    boolean name = documents.extensions().containsKey(dialled) || dialled.startsWith("urn:");
    return name ? dialled : Alphabet.normalise(dialled);
  }

  /// Finds emergency calls and their ways out.
  EmergencyEngine emergency() {
    return emergency;
  }

  /// The emergency number in what was dialled, with or without an outside prefix (catalogue E4, 2).
  ///
  /// @param told whether a SIM card or network tells a number; asked for short numbers alone
  Optional<String> emergency(String called, Place place, Predicate<String> told) {
    return emergency
        .number(called, place, told)
        .or(() ->
            rules.stream()
                .flatMap(rule -> rule.outside(called).stream())
                .flatMap(number -> emergency.number(number, place, told).stream())
                .findFirst());
  }

  /// As they are dialled, with and without an outside prefix.
  Set<String> everyEmergencyNumber() {
    Set<String> numbers = new HashSet<>(emergency.numbers());
    numbers.addAll(outsideEmergencyNumbers());
    return numbers;
  }

  /// Emergency numbers behind the outside prefixes of rules that lead to lines: `9112` (catalogue
  /// E4, 2).
  private Set<String> outsideEmergencyNumbers() {
    Set<String> found = new HashSet<>();
    for (CompiledRule rule : rules) {
      for (String prefix : rule.outsidePrefixes()) {
        for (String number : emergency.certain()) {
          if (rule.outside(prefix + number).equals(Optional.of(number))) {
            found.add(prefix + number);
          }
        }
      }
    }
    return found;
  }

  /// Where the called number goes.
  Resolution resolve(Inquiry inquiry) {
    Optional<Resolution> first =
        stages.of(inquiry).or(() -> LineEntry.of(inquiry, documents, bindings, exchange));
    if (first.isPresent()) {
      return first.get();
    }
    Caller caller = inquiry.caller();
    String called = inquiry.called();
    if (caller.kind() == OriginKind.ORIGIN_KIND_TRUNK) {
      Optional<Resolution> account =
          accounts.incoming(caller.name(), called, inquiry.request().getCallingNumber());
      if (account.isPresent()) {
        return account.get();
      }
    }
    String e164 = inquiry.e164().called();
    List<String> forms =
        e164.isEmpty() || e164.equals(called) ? List.of(called) : List.of(called, e164);
    return forms.stream()
        .flatMap(form -> directory(caller, form, called).stream())
        .findFirst()
        .or(() -> byRule(inquiry, forms))
        .orElseGet(() -> otherwise(caller, called));
  }

  private Optional<Resolution> directory(Caller caller, String form, String called) {
    if (documents.extensions().containsKey(form)) {
      Destination to = Destination.newBuilder().setExtension(form).build();
      return Optional.of(new Resolution.Found(to, called, called + " is an extension"));
    }
    String phone = phones.get(form);
    boolean own = caller.kind() == OriginKind.ORIGIN_KIND_LINE && caller.name().equals(phone);
    if (phone == null || own) {
      return Optional.empty();
    }
    Destination to = Destination.newBuilder().setLine(phone).build();
    return Optional.of(new Resolution.Found(to, called, called + " is the phone on line " + phone));
  }

  /// The first rule that matches the number in any of its forms.
  private Optional<Resolution> byRule(Inquiry inquiry, List<String> forms) {
    for (CompiledRule compiled : rules) {
      if (!inquiry.caller().isAmong(compiled.rule().getFromList())
          || !schedules.holds(compiled.rule().getWhen(), inquiry.at())) {
        continue;
      }
      for (String form : forms) {
        Optional<Resolution> found =
            compiled.apply(form, inquiry.caller(), exchange, own(inquiry.caller()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// The trunk that is the caller's own.
  private Optional<String> own(Caller caller) {
    return caller.kind() == OriginKind.ORIGIN_KIND_LINE
        ? accounts.of(caller.name())
        : Optional.empty();
  }

  private Resolution otherwise(Caller caller, String called) {
    Optional<String> account = own(caller);
    if (account.isPresent()) {
      return new Resolution.Found(
          Destination.newBuilder().setTrunk(account.get()).build(),
          called,
          "line " + caller.name() + " has the account trunk " + account.get());
    }
    if (caller.kind() == OriginKind.ORIGIN_KIND_TRUNK) {
      var trunk = documents.trunks().get(caller.name());
      if (trunk != null && trunk.hasIncoming()) {
        Destination to = trunk.getIncoming();
        return new Resolution.Found(
            to,
            Targets.number(to, called),
            "other calls of trunk " + caller.name() + " go to " + Targets.words(to));
      }
    }
    return new Resolution.Unknown(called + " is no extension, no phone, and no dial rule matches");
  }

  /// The rules of one line.
  private record LineRules(PrefixRules rules, boolean strict) {
    Optional<String> apply(String number) {
      return strict ? rules.applyStrictly(number) : Optional.of(rules.apply(number));
    }
  }
}
