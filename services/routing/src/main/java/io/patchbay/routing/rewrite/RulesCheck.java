package io.patchbay.routing.rewrite;

import io.patchbay.routing.automaton.Automaton;
import io.patchbay.routing.automaton.Cover;
import io.patchbay.routing.automaton.Element;
import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Finding;
import io.patchbay.routing.pattern.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is odd about prefix rules. Computed on their automaton, not sampled. Pure.
public final class RulesCheck {
  /// A condition that must fit a whole number and is shorter is likely meant as a prefix (AT-108).
  private static final int SHORT = 7;

  private final PrefixRules rules;
  private final boolean strict;
  private final Cover cover;
  private final List<Finding> findings = new ArrayList<>();

  private RulesCheck(PrefixRules rules, boolean strict) {
    this.rules = rules;
    this.strict = strict;
    cover = new Cover(new Automaton(rules.rules().stream().map(this::row).toList()));
  }

  private List<Element> row(PrefixRule rule) {
    List<Element> row = new ArrayList<>(rule.condition());
    if (!strict) {
      row.add(new Element(Keys.ALL, Repeat.ANY));
    }
    return row;
  }

  /// All warnings: rules that do nothing first, then those that meet, then emergency numbers.
  ///
  /// @param strict a condition must fit the whole number
  /// @param emergency numbers that are to get through
  public static List<Finding> of(PrefixRules rules, boolean strict, Iterable<String> emergency) {
    RulesCheck check = new RulesCheck(rules, strict);
    check.hidden();
    check.overlaps();
    check.narrow();
    NavigableSet<String> numbers = new TreeSet<>();
    emergency.forEach(numbers::add);
    check.emergency(numbers);
    return List.copyOf(check.findings);
  }

  private void hidden() {
    if (!cover.whole()) {
      findings.add(
          new Finding(Kind.UNDECIDED, "", 0, "too many states: not all warnings are here", ""));
      return;
    }
    for (int rule = 0; rule < rules.rules().size(); rule++) {
      if (cover.matched(rule).isEmpty()) {
        add(Kind.NEVER_MATCHING, rule, "fits no number in strict mode", "");
      } else if (cover.decided(rule).isEmpty()) {
        String takers =
            cover.takers(rule).stream().map(this::name).collect(Collectors.joining(", "));
        add(Kind.SHADOWED, rule, "is never reached, behind " + takers, example(rule));
      }
    }
  }

  private String example(int rule) {
    return cover.matched(rule).orElse("");
  }

  private void overlaps() {
    cover
        .pairs()
        .forEach((pair, example) -> {
          if (cover.decided(pair.taken()).isPresent()) {
            add(
                Kind.OVERLAPPING,
                pair.taken(),
                "gives way to " + name(pair.taker()) + " for some numbers",
                example);
          }
        });
  }

  private void narrow() {
    for (int rule = 0; strict && rule < rules.rules().size(); rule++) {
      int length = rules.rules().get(rule).condition().size();
      if (length > 0 && length < SHORT) {
        String digits = length == 1 ? " digit" : " digits";
        add(Kind.NARROW, rule, "fits numbers of just " + length + digits, example(rule));
      }
    }
  }

  private void emergency(NavigableSet<String> numbers) {
    for (String number : numbers) {
      String dialled = strict ? rules.applyStrictly(number).orElse("") : rules.apply(number);
      int rule = decider(number);
      if (rule < 0 && strict) {
        findings.add(new Finding(Kind.EMERGENCY, "", 0, "no rule lets it through", number));
      } else if (rule >= 0 && !dialled.equals(number)) {
        String into = dialled.isEmpty() ? "nothing" : dialled;
        add(Kind.EMERGENCY, rule, "turns it into " + into, number);
      }
    }
  }

  private int decider(String number) {
    for (int i = 0; i < rules.rules().size(); i++) {
      PrefixRule rule = rules.rules().get(i);
      if (strict ? rule.matchesWhole(number) : rule.matches(number)) {
        return i;
      }
    }
    return -1;
  }

  private void add(Kind kind, int rule, String text, String example) {
    findings.add(
        new Finding(
            kind, PrefixRulePrinter.print(rules.rules().get(rule)), rule + 1, text, example));
  }

  private String name(int rule) {
    return "`" + PrefixRulePrinter.print(rules.rules().get(rule)) + "`";
  }
}
