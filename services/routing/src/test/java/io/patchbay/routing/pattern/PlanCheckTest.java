package io.patchbay.routing.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.routing.pattern.Alternative.Role;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import io.patchbay.routing.pattern.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanCheckTest {
  private static final List<String> EMERGENCY = List.of("112", "911");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{[369]11 | 1617xxxxxxx}; ''",
        "{x+ | x+}; shadowed: 2 `x+` decides nothing beside `x+`: 0",
        "{1x | 1[0-9]}; shadowed: 2 `1x` decides nothing beside `1x`: 10",
        "{[1-3]x | [1-2]x | 3[0-9]}; shadowed: 1 `[1-3]x` decides nothing beside `3x`, `[12]x`: 10",
        "{1x | x1}; overlapping: 2 `x1` gives way to `1x` for some numbers: 11",
        "{x+ | 12}; overlapping: 1 `x+` gives way to `12` for some numbers: 12",
        "{L:x+ | 9x+}; shadowed: 2 `9x+` decides nothing beside `L:x+`: 90",
        "{^2x. | 2x}; never-matching: 2 `2x` is blocked altogether by `^2x.`: 20",
        "{^[12] | ^1 | ^2 | 3}; shadowed: 1 `^[12]` decides nothing beside `^1`, `^2`: 1",
        "{^9xx | x+}; emergency-blocking: 1 `^9xx` blocks it: 911",
        "{<=1617>xxx}; emergency-blocking: 1 `<=1617>xxx` turns it into 1617112: 112 | "
            + "emergency-blocking: 1 `<=1617>xxx` turns it into 1617911: 911",
        "{L: 911x+}; emergency-blocking: 1 `L:911x+` wants more digits than it: 911",
      })
  void whatIsOddIsFoundWithAnExample(String plan, String expected) {
    String found =
        PlanCheck.of(DigitPlan.parse(plan), EMERGENCY).stream()
            .map(Finding::toString)
            .collect(Collectors.joining(" | "));
    assertEquals(expected, found);
  }

  /// Every warning against every number there is, up to a length.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void warningsAreExactlyWhatAllNumbersShow(long seed) {
    RandomPlans plans = new RandomPlans(new SplittableRandom(seed), 2);
    for (int i = 0; i < 100; i++) {
      List<Alternative> written = plans.plan(4, 3);
      String text = PatternPrinter.print(written);
      Set<String> found = new HashSet<>();
      for (Finding finding : PlanCheck.of(DigitPlan.parse(text), List.of())) {
        assertTrue(exampleHolds(written, finding), () -> seed + ": " + text + " " + finding);
        found.add(key(finding.kind(), finding.place() - 1));
      }
      assertEquals(bruteForce(written), found, () -> seed + ": " + text);
    }
  }

  private static Set<String> bruteForce(List<Alternative> written) {
    List<Integer> order =
        IntStream.range(0, written.size())
            .boxed()
            .sorted((one, other) -> Alternative.ORDER.compare(written.get(one), written.get(other)))
            .toList();
    List<DigitPlan> alone = alone(written);
    List<Set<Integer>> takers = new ArrayList<>();
    written.forEach(_ -> takers.add(new HashSet<>()));
    for (String number : numbers(8)) {
      List<Integer> matching =
          order.stream().filter(place -> matches(alone.get(place), number)).toList();
      matching.forEach(place -> takers.get(place).add(matching.getFirst()));
    }
    Set<String> expected = new HashSet<>();
    for (int n = 0; n < written.size(); n++) {
      int place = n;
      Set<Integer> by = takers.get(place);
      boolean exclude = written.get(place).role() == Role.EXCLUDE;
      boolean blocked = by.stream().allMatch(one -> written.get(one).role() == Role.EXCLUDE);
      if (!by.contains(place)) {
        boolean never = by.isEmpty() || (!exclude && blocked);
        expected.add(key(never ? Kind.NEVER_MATCHING : Kind.SHADOWED, place));
      } else if (by.stream().anyMatch(one -> counts(written, one, place))) {
        expected.add(key(Kind.OVERLAPPING, place));
      }
    }
    return expected;
  }

  private static boolean counts(List<Alternative> written, int taker, int place) {
    return taker != place && written.get(taker).role() != Role.EXCLUDE;
  }

  private static boolean exampleHolds(List<Alternative> written, Finding finding) {
    return finding.example().isEmpty()
        || matches(alone(written).get(finding.place() - 1), finding.example());
  }

  private static String key(Kind kind, int place) {
    return kind + " " + place;
  }

  /// Each by itself and letting through, without replacements.
  private static List<DigitPlan> alone(List<Alternative> written) {
    return written.stream()
        .map(each -> new Alternative(Role.EXCLUDE, each.parts()))
        .map(each -> DigitPlan.parse(PatternPrinter.print(each)))
        .toList();
  }

  private static boolean matches(DigitPlan alone, String number) {
    return alone.dial(number) instanceof Outcome.Blocked;
  }

  private static List<String> numbers(int longest) {
    List<String> numbers = new ArrayList<>();
    List<String> last = List.of("");
    for (int length = 1; length <= longest; length++) {
      last =
          last.stream()
              .flatMap(each -> Arrays.stream("0 1 2".split(" ")).map(each::concat))
              .toList();
      numbers.addAll(last);
    }
    return numbers;
  }

  @Test
  void aTangledPlanIsCalledSo() {
    String plan = "x.1" + "x".repeat(30) + " | x.2" + "x".repeat(30);
    assertEquals(Kind.UNDECIDED, PlanCheck.of(DigitPlan.parse(plan), EMERGENCY).getFirst().kind());
  }

  @Test
  void tenThousandAlternativesAreLookedThrough() {
    String plan =
        IntStream.range(10_000, 20_000)
            .mapToObj(each -> each + "x+")
            .collect(Collectors.joining("|"));
    assertEquals(List.of(), PlanCheck.of(DigitPlan.parse(plan), EMERGENCY));
    List<Finding> findings = PlanCheck.of(DigitPlan.parse(plan + "|12345x+"), EMERGENCY);
    assertEquals(
        List.of("shadowed: 10001 `12345x+` decides nothing beside `12345x+`: 123450"),
        findings.stream().map(Finding::toString).toList());
  }
}
