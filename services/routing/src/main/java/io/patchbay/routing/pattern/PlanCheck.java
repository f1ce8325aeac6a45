package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Cover;
import io.patchbay.routing.pattern.Alternative.Role;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import io.patchbay.routing.pattern.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is odd about a dial plan. Computed on its automaton, not sampled. Pure.
public final class PlanCheck {
  private final DigitPlan plan;
  private final List<Alternative> written;
  private final List<Integer> order;
  private final Cover cover;
  private final List<Finding> findings = new ArrayList<>();

  private PlanCheck(DigitPlan plan) {
    this.plan = plan;
    written = plan.alternatives();
    order =
        IntStream.range(0, written.size())
            .boxed()
            .sorted((one, other) -> Alternative.ORDER.compare(written.get(one), written.get(other)))
            .toList();
    cover = new Cover(DigitPlan.automaton(order.stream().map(written::get).toList()));
  }

  /// All warnings: rules that do nothing first, then those that meet, then emergency numbers.
  ///
  /// @param emergency numbers that are to get through
  public static List<Finding> of(DigitPlan plan, Iterable<String> emergency) {
    PlanCheck check = new PlanCheck(plan);
    check.hidden();
    check.overlaps();
    NavigableSet<String> numbers = new TreeSet<>();
    emergency.forEach(numbers::add);
    numbers.forEach(check::emergency);
    return List.copyOf(check.findings);
  }

  private void hidden() {
    if (!cover.whole()) {
      findings.add(
          new Finding(Kind.UNDECIDED, "", 0, "too many states: not all warnings are here", ""));
      return;
    }
    for (int rank = 0; rank < order.size(); rank++) {
      if (cover.decided(rank).isEmpty()) {
        hidden(rank);
      }
    }
  }

  private void hidden(int rank) {
    NavigableSet<Integer> takers = cover.takers(rank);
    boolean blocked =
        at(rank).role() != Role.EXCLUDE
            && takers.stream().allMatch(taker -> at(taker).role() == Role.EXCLUDE);
    String names = takers.stream().limit(3).map(this::name).collect(Collectors.joining(", "));
    String by = names + (takers.size() > 3 ? " and others" : "");
    String example = cover.matched(rank).orElse("");
    if (takers.isEmpty()) {
      add(Kind.NEVER_MATCHING, rank, "matches no number", "");
    } else if (blocked) {
      add(Kind.NEVER_MATCHING, rank, "is blocked altogether by " + by, example);
    } else {
      add(Kind.SHADOWED, rank, "decides nothing beside " + by, example);
    }
  }

  private void overlaps() {
    cover
        .pairs()
        .forEach((pair, example) -> {
          boolean counts =
              at(pair.taker()).role() != Role.EXCLUDE && cover.decided(pair.taken()).isPresent();
          if (counts) {
            add(
                Kind.OVERLAPPING,
                pair.taken(),
                "gives way to " + name(pair.taker()) + " for some numbers",
                example);
          }
        });
  }

  private void emergency(String number) {
    switch (plan.dial(number)) {
      case Outcome.Blocked(String rule) -> emergency(rule, "blocks it", number);
      case Outcome.Accepted(String dialled, _, String rule) -> {
        if (!dialled.equals(number)) {
          emergency(rule, "turns it into " + dialled, number);
        }
      }
      case Outcome.Refused _ ->
          written.stream()
              .filter(each -> each.role() != Role.EXCLUDE && each.head().equals(number))
              .map(PatternPrinter::print)
              .distinct()
              .forEach(rule -> emergency(rule, "wants more digits than it", number));
    }
  }

  private void emergency(String rule, String text, String number) {
    int place = written.stream().map(PatternPrinter::print).toList().indexOf(rule) + 1;
    findings.add(new Finding(Kind.EMERGENCY, rule, place, text, number));
  }

  private void add(Kind kind, int rank, String text, String example) {
    findings.add(
        new Finding(kind, PatternPrinter.print(at(rank)), order.get(rank) + 1, text, example));
  }

  private Alternative at(int rank) {
    return written.get(order.get(rank));
  }

  private String name(int rank) {
    return "`" + PatternPrinter.print(at(rank)) + "`";
  }
}
