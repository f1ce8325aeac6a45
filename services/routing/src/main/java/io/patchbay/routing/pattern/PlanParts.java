package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Alternative.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A plan in two: for the exchange line, and for the rest; each with the `^` alternatives, neither
/// with `L:`. Asked one after the other they say what the plan says.
///
/// @param line empty when the plan has no `L:`
/// @param other empty when it has nothing else
public record PlanParts(String line, String other) {
  /// Divides a plan.
  public static PlanParts of(DigitPlan plan) {
    return new PlanParts(part(plan, Role.LINE), part(plan, Role.NORMAL));
  }

  private static String part(DigitPlan plan, Role role) {
    List<Alternative> part = new ArrayList<>();
    for (Alternative each : plan.alternatives()) {
      if (each.role() == Role.EXCLUDE) {
        part.add(each);
      } else if (each.role() == role) {
        part.add(new Alternative(Role.NORMAL, each.parts()));
      }
    }
    boolean any = part.stream().anyMatch(each -> each.role() == Role.NORMAL);
    return any ? PatternPrinter.print(part) : "";
  }

  /// The plan they were made of, in its canonical form; its `^` alternatives first, then `L:`.
  ///
  /// @throws PatternException when a part cannot be read
  public String join() {
    Set<Alternative> excluded = new LinkedHashSet<>();
    List<Alternative> rest = new ArrayList<>();
    read(line, Role.LINE, excluded, rest);
    read(other, Role.NORMAL, excluded, rest);
    List<Alternative> all = new ArrayList<>(excluded);
    all.addAll(rest);
    return all.isEmpty() ? "" : PatternPrinter.print(all);
  }

  private static void read(
      String part, Role role, Set<Alternative> excluded, List<Alternative> rest) {
    if (part.isEmpty()) {
      return;
    }
    for (Alternative each : new PatternParser(part, Repeat.ANY).parse()) {
      if (each.role() == Role.EXCLUDE) {
        excluded.add(each);
      } else {
        rest.add(new Alternative(role, each.parts()));
      }
    }
  }
}
