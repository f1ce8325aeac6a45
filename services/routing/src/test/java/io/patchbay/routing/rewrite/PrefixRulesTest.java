package io.patchbay.routing.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.routing.automaton.Element;
import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.rewrite.PrefixRule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The worked examples AT-100 to AT-109 of the catalogue.
final class PrefixRulesTest {
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource({
    "86:-86, 8613012345678, 13012345678",
    "86:-86, 13012345678, 13012345678",
    "+86:-+86, +8613012345678, 13012345678",
    ":+0, 13012345678, 013012345678",
    "01[3-8]:-0++86, 015912345678, +8615912345678",
    "01[3-8]:-0++86, 012912345678, 012912345678",
    "1[3-8]XXXXXXXXX:, 1301234567, 1301234567",
    "13:+0|15:+0|17:+0, 13012345678, 013012345678",
    "13:+0|15:+0|17:+0, 15012345678, 015012345678",
    "13:+0|15:+0|17:+0, 17012345678, 017012345678",
    "13:+0|15:+0|17:+0, 18012345678, 18012345678",
    "86:-86|8613:+0, 8613012345678, 13012345678",
    "8[5-7]:-86, 8512, 8512",
    // the symbol after a sign is part of the prefix, also a sign
    ":++86, 130, +86130",
    "+:-+, +86, 86",
    ":+++0, 86, 0+86",
    ":+-0, 86, -086",
    ":+*31#, 86, *31#86",
    // steps one after the other
    "0086:-00-86+0, 0086130, 0130",
    // blanks do not matter
    "86 : -86 | 13:+0, 13012345678, 013012345678",
  })
  void theFirstRuleThatMatchesRewrites(String rules, String number, String expected) {
    assertEquals(expected, PrefixRules.parse(rules).apply(number));
  }

  @ParameterizedTest(name = "strict {0}: {1} -> {2}")
  @CsvSource({
    "01[3-8]:-0++86, 015912345678, refused",
    "01[3-8]:-0++86, 012912345678, refused",
    "01[3-8]:-0++86, 015, +8615",
    "1[3-8]XXXXXXXXX:, 13012345678, 13012345678",
    "1[3-8]xxxxxxxxx:, 13012345678, 13012345678",
    "1[3-8]XXXXXXXXX:, 1301234567, refused",
    "1[3-8]XXXXXXXXX:, 12012345678, refused",
    "13:+0, 13, 013",
    "13:+0, 130, refused",
  })
  void strictRulesWantTheWholeNumber(String rules, String number, String expected) {
    assertEquals(expected, PrefixRules.parse(rules).applyStrictly(number).orElse("refused"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "86:-87; rules `86:-87`: `-87` takes away what the number does not begin with at position 4",
        "86:+0-1; rules `86:+0-1`: `-1` takes away what the number does not begin with at position 6",
        "13:|86:-87; rules `13:|86:-87`: `-87` takes away what the number does not begin with at position 8",
        "''; rules ``: expected `:` at position 1",
        "86; rules `86`: expected `:` at position 3",
        "86|1:; rules `86|1:`: expected `:` at position 3",
        "86:|; rules `86:|`: expected `:` at position 5",
        "8a:-8; rules `8a:-8`: expected 0-9, +, X, [a-b] or `:` at position 2",
        "[5-3]:+0; rules `[5-3]:+0`: `[5-3]` is no range at position 1",
        "[35]:+0; rules `[35]:+0`: expected `-`: a range is of two digits at position 3",
        "[3-5:+0; rules `[3-5:+0`: expected `]` at position 5",
        "[3-x]:+0; rules `[3-x]:+0`: expected a digit at position 4",
        "86:0; rules `86:0`: expected `+` or `-` at position 4",
        "86:-; rules `86:-`: expected what is to be taken away at position 5",
        "86:+0+; rules `86:+0+`: expected what is to be added at position 7",
        "86:+x; rules `86:+x`: expected 0-9, *, #, + or - at position 5",
        "１:+0; rules `１:+0`: expected 0-9, +, X, [a-b] or `:` at position 1",
      })
  void whatIsWrongIsNamed(String rules, String message) {
    assertEquals(message, PrefixRules.problem(rules).orElse("nothing"));
  }

  @Test
  void oneHundredAndFortyCharactersAreTheLimit() { // AT-107
    assertEquals("1", PrefixRules.parse("9".repeat(139) + ":").apply("1"));
    assertThrows(PatternException.class, () -> PrefixRules.parse("9".repeat(140) + ":"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsPrintedIsReadBackAsTheSame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      List<PrefixRule> rules = new ArrayList<>();
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        rules.add(rule(random));
      }
      String text = PrefixRulePrinter.print(rules);
      assertEquals(rules, PrefixRules.parse(text).rules(), () -> seed + ": " + text);
      assertEquals(text, PrefixRules.parse(text).print());
    }
  }

  private static PrefixRule rule(SplittableRandom random) {
    List<Element> condition = new ArrayList<>();
    for (int n = random.nextInt(5); n > 0; n--) {
      int low = random.nextInt(10);
      int high = random.nextInt(low, 10);
      int keys = random.nextInt(9) == 0 ? Keys.bit('+') : (1 << (high + 1)) - (1 << low);
      condition.add(new Element(keys, Repeat.ONCE));
    }
    List<Step> steps = new ArrayList<>();
    // what is taken away is what was added before: anything else may contradict the condition
    for (int n = random.nextInt(3); n > 0; n--) {
      String prefix = new String[] {"+", "-", "0", "#", "*"}[random.nextInt(5)];
      String more = random.nextBoolean() ? "" : String.valueOf(random.nextInt(100));
      steps.add(new Step(true, prefix + more));
      if (random.nextBoolean()) {
        steps.add(new Step(false, prefix));
      }
    }
    return new PrefixRule(condition, steps);
  }

  @Test
  void printingGivesTheCanonicalText() {
    assertEquals(
        "+86X[2-4]3:-+86++0|:", PrefixRules.parse("+86x[2-4][3-3] : -+86 ++0 | :").print());
  }
}
