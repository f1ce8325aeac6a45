package io.patchbay.routing.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Alternative.Role;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import io.patchbay.routing.pattern.DigitPlan.Progress;
import io.patchbay.routing.pattern.Part.Replacement;
import io.patchbay.routing.pattern.Part.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every plan, shown with plans by chance.
final class PlanPropertiesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsPrintedIsReadBackAsTheSame(long seed) {
    RandomPlans plans = new RandomPlans(new SplittableRandom(seed), Keys.COUNT);
    for (int i = 0; i < 2000; i++) {
      List<Alternative> plan = plans.plan(6, 8);
      String text = PatternPrinter.print(plan);
      assertEquals(plan, new PatternParser(text, Repeat.ANY).parse(), () -> seed + ": " + text);
      assertEquals(text, DigitPlan.parse(text).print());
    }
  }

  @Test
  void printingGivesTheCanonicalText() {
    assertEquals(
        "{^1900x. | <=1617>[2-9]xxxxxx | L:[369]11 | [x*]+ | [12A]}",
        DigitPlan.parse("^ 1900X. |<=1617>[2-9]xxx xxx| l:[963]11|[0-9*]+ | [1-2a]").print());
    assertEquals("{1x+}", DigitPlan.parseDotMeansOneOrMore("1x.").print());
  }

  /// The engine against the grammar read naively: every way to split the number.
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void thePlanSaysWhatItsAlternativesSayOneByOne(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomPlans plans = new RandomPlans(random, 3);
    for (int i = 0; i < 1000; i++) {
      List<Alternative> plan = plans.plan(5, 5);
      String text = PatternPrinter.print(plan);
      DigitPlan read = DigitPlan.parse(text);
      for (int n = 0; n < 20; n++) {
        String number = plans.number(1, 6, 4);
        assertEquals(
            naively(plan, number), read.dial(number), () -> seed + ": " + text + " " + number);
      }
    }
  }

  private static Outcome naively(List<Alternative> plan, String number) {
    for (Alternative each : plan.stream().sorted(Alternative.ORDER).toList()) {
      Optional<String> dialled = split(each.parts(), number);
      if (dialled.isPresent()) {
        String rule = PatternPrinter.print(each);
        return each.role() == Role.EXCLUDE
            ? new Outcome.Blocked(rule)
            : dialled.get().isEmpty()
                ? new Outcome.Refused()
                : new Outcome.Accepted(dialled.get(), each.role() == Role.LINE, rule);
      }
    }
    return new Outcome.Refused();
  }

  /// The first part takes as much as it can.
  private static Optional<String> split(List<Part> parts, String number) {
    if (parts.isEmpty()) {
      return number.isEmpty() ? Optional.of("") : Optional.empty();
    }
    List<Part> rest = parts.subList(1, parts.size());
    return switch (parts.getFirst()) {
      case Replacement(String old, String with) ->
          number.startsWith(old)
              ? split(rest, number.substring(old.length())).map(with::concat)
              : Optional.empty();
      case Symbols(int keys, Repeat repeat) -> {
        int most = 0;
        while (most < number.length()
            && (repeat != Repeat.ONCE || most < 1)
            && (keys & Keys.bit(number.charAt(most))) != 0) {
          most++;
        }
        for (int taken = most; taken >= (repeat == Repeat.ANY ? 0 : 1); taken--) {
          Optional<String> dialled = split(rest, number.substring(taken));
          if (dialled.isPresent()) {
            yield Optional.of(number.substring(0, taken) + dialled.get());
          }
        }
        yield Optional.empty();
      }
    };
  }

  /// Every number that begins so, up to a length at which all small plans have shown themselves.
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void progressIsWhatLongerNumbersSay(long seed) {
    RandomPlans plans = new RandomPlans(new SplittableRandom(seed), 2);
    for (int i = 0; i < 200; i++) {
      // something is left to dial
      String text = PatternPrinter.print(plans.plan(3, 2)).replaceAll("=[^>]*>", "=9>");
      DigitPlan plan = DigitPlan.parse(text);
      for (int n = 0; n < 10; n++) {
        String number = plans.number(1, 3, 2);
        boolean complete = matches(plan, number);
        boolean more = grows(plan, number, 6);
        Progress expected =
            complete
                ? more ? Progress.MAY_CONTINUE : Progress.COMPLETE
                : more ? Progress.INCOMPLETE : Progress.IMPOSSIBLE;
        assertEquals(expected, plan.progress(number), () -> seed + ": " + text + " " + number);
      }
    }
  }

  private static boolean grows(DigitPlan plan, String number, int more) {
    for (char key : new char[] {'0', '1', '2'}) {
      String longer = number + key;
      if (matches(plan, longer) || (more > 1 && grows(plan, longer, more - 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(DigitPlan plan, String number) {
    return plan.dial(number) instanceof Outcome.Accepted;
  }

  @Test
  void theMoreSpecificIsAskedFirst() {
    String[] plans = {
      "xx+ | x.", "xx | x+", "1x+ | x+", "[1-3]x | xx", "[12]3. | [12]x.", "2x. | 2.x."
    };
    for (String plan : plans) {
      List<Alternative> read = new PatternParser(plan, Repeat.ANY).parse();
      assertTrue(Alternative.ORDER.compare(read.getFirst(), read.getLast()) < 0, plan);
    }
  }
}
