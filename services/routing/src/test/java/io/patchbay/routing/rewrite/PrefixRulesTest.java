package io.patchbay.routing.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.routing.pattern.PatternException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "86:-87; rule `86:-87`: `-87` takes away what the number does not begin with",
        "86:+0-1; rule `86:+0-1`: `-1` takes away what the number does not begin with",
        "86; rule `86`: `:` is missing",
        "8a:-8; rule `8a:-8`: `a` in the condition is not 0-9, +, X or [a-b]",
        "[5-3]:+0; rule `[5-3]:+0`: `5-3` is no range of digits",
        "[35]:+0; rule `[35]:+0`: expected `[a-b]` of two digits",
        "86:0; rule `86:0`: an action begins with + or -, not `0`",
        "86:-; rule `86:-`: `` cannot be a prefix",
      })
  void whatIsWrongIsNamed(String rules, String message) {
    assertEquals(message, PrefixRules.problem(rules).orElse("nothing"));
  }

  @Test
  void oneHundredAndFortyCharactersAreTheLimit() { // AT-107
    assertEquals("1", PrefixRules.parse("9".repeat(139) + ":").apply("1"));
    assertThrows(PatternException.class, () -> PrefixRules.parse("9".repeat(140) + ":"));
  }
}
