package io.patchbay.routing.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.routing.pattern.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesCheckTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "86:-86|13:+0; ''",
        "86:-86|8613:+0; shadowed: 2 `8613:+0` is never reached, behind `86:-86`: 8613", // AT-106
        "8[0-4]:|8[5-9]:|8X:+0; shadowed: 3 `8X:+0` is never reached, behind `8[0-4]:`, `8[5-9]:`: 80",
        "86:|8:+0; overlapping: 2 `8:+0` gives way to `86:` for some numbers: 86",
        "8:|8[5-9]:; shadowed: 2 `8[5-9]:` is never reached, behind `8:`: 85",
        "X:|+:; ''",
        ":+0; emergency-blocking: 1 `:+0` turns it into 0112: 112",
        "112:-112; emergency-blocking: 1 `112:-112` turns it into nothing: 112",
      })
  void whatIsOddIsFoundWithAnExample(String rules, String expected) {
    assertEquals(expected, found(rules, false));
  }

  @ParameterizedTest(name = "strict {0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "1XXXXXXXXXX:; emergency-blocking: no rule lets it through: 112",
        "112:-11+00;narrow: 1 `112:-11+00` fits numbers of just 3 digits: 112 | emergency-blocking: 1 `112:-11+00` turns it into 002: 112",
        "13:+0|112:; narrow: 1 `13:+0` fits numbers of just 2 digits: 13 | narrow: 2 `112:` fits numbers of just 3 digits: 112", // AT-108
        "112:|:; never-matching: 2 `:` fits no number in strict mode | narrow: 1 `112:` fits numbers of just 3 digits: 112",
      })
  void strictRulesAreReadStrictly(String rules, String expected) {
    assertEquals(expected, found(rules, true));
  }

  private static String found(String rules, boolean strict) {
    return RulesCheck.of(PrefixRules.parse(rules), strict, List.of("112")).stream()
        .map(Finding::toString)
        .collect(Collectors.joining(" | "));
  }
}
