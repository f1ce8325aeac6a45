package io.patchbay.routing.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.routing.pattern.DigitPlan.Outcome;
import io.patchbay.routing.pattern.DigitPlan.Progress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The worked examples AT-001 to AT-011 of the catalogue and the bounds of the grammar.
final class DigitPlanTest {
  private static final String VENDOR_PLAN =
      "{^1900x. | <=1617>[2-9]xxxxxx | 1[2-9]xx[2-9]xxxxxx | 011[2-9]x. | [3469]11 }";

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        // AT-001
        "{[369]11 | 1617xxxxxxx}; 311; 311",
        "{[369]11 | 1617xxxxxxx}; 911; 911",
        "{[369]11 | 1617xxxxxxx}; 16175551212; 16175551212",
        "{[369]11 | 1617xxxxxxx}; 411; refused",
        "{[369]11 | 1617xxxxxxx}; 1617555121; refused",
        "{[369]11 | 1617xxxxxxx}; 161755512123; refused",
        "{[369]11 | 1617xxxxxxx}; 16185551212; refused",
        // AT-002, AT-003
        "{^1900x+ | <=1617>xxxxxxx}; 5551212; 16175551212",
        "{^1900x+ | <=1617>xxxxxxx}; 19005551212; blocked",
        "{^1900x+ | <=1617>xxxxxxx}; 555121; refused",
        "{^1900x+ | <=1617>xxxxxxx}; 1900123; blocked",
        "{<=1617>xxxxxxx | ^1900x+}; 1900123; blocked",
        // AT-004
        "{1xxx[2-9]xxxxxx | <2=011>x+}; 14155551212; 14155551212",
        "{1xxx[2-9]xxxxxx | <2=011>x+}; 14151551212; refused",
        "{1xxx[2-9]xxxxxx | <2=011>x+}; 14150551212; refused",
        "{1xxx[2-9]xxxxxx | <2=011>x+}; 25; 0115",
        "{1xxx[2-9]xxxxxx | <2=011>x+}; 2441234; 011441234",
        "{1xxx[2-9]xxxxxx | <2=011>x+}; 2; refused",
        // AT-005, AT-006
        "{x+}; 5; 5",
        "{x+}; 1008; 1008",
        "{x+}; *123; refused",
        "{ *x+ }; *123; *123",
        "{ *x+ }; 123; refused",
        "{[x*]+}; *12*3; *12*3",
        // A.4, 1
        "xx+; 1; refused",
        "xx+; 12; 12",
        "xx.; 1; 1",
        "xx; 12; 12",
        "xx; 123; refused",
        // H-102: keys A to D, in either case
        "{[0-9*#ABCD]+}; 1234567890*#ABCD; 1234567890*#ABCD",
        "{abcd}; ABCD; ABCD",
        "{ABCD}; abcd; abcd",
        "{[0-9*#ABCD]+}; 12E; refused",
        // vendor notation: remove
        "<9=>x+; 9123; 123",
        "x+<0=1>; 990; 991",
        // the + of E.164
        "+x+; +8613800000001; +8613800000001",
        "<+=00>x+; +8613800000001; 008613800000001",
        "^+1900x+ | +x+; +19005551212; blocked",
        // several replacements, in the middle, at the end, behind and between repetitions
        "<0=>x<1=22>x+; 0914; 9224",
        "1x+<5=>; 1555; 155",
        "x.<5=9>x.; 5151; 5191",
        "x+<=00>; 12; 1200",
        "<=1><=2>x; 3; 123",
        "<=>x; 3; 3",
        "<12=>; 12; refused",
        // L: and ^ with a replacement; blanks anywhere
        "L:<9=>x+ | x+; 912; 12",
        "^<9=>x+ | x+; 912; blocked",
        " { ^ 1 9 00 x . | < = 1617 > x x } ; 12; 161712",
        // sets
        "[A-D]x; b1; b1",
        "[x*#]+; 1#*; 1#*",
        "[13-5]; 4; 4",
        "[13-5]; 2; refused",
        // what people put between digits
        "xxxx; 1 2-(3)4; 1234",
        "xxxx; 12\u06634; refused",
        // an empty number is none
        "x.; ''; refused",
      })
  void aNumberBecomesWhatThePlanSays(String plan, String dialled, String expected) {
    assertEquals(expected, words(DigitPlan.parse(plan).dial(dialled)));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "1900, blocked",
    "19005551212, blocked",
    "5551212, 16175551212",
    "1551212, refused",
    "12125551212, 12125551212",
    "11125551212, refused",
    "0112, 0112",
    "01144207946000, 01144207946000",
    "0111234, refused",
    "311, 311",
    "911, 911",
    "211, refused"
  })
  void theVendorsLongPlanWorks(String dialled, String expected) { // AT-007
    assertEquals(expected, words(DigitPlan.parse(VENDOR_PLAN).dial(dialled)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{L: 617x+|x+}", "{x+| L: 617 x+}"})
  void lineRulesWinOverGenericRulesWhereverTheyStand(String plan) { // AT-010
    assertEquals(
        new Outcome.Accepted("6175551212", true, "L:617x+"),
        DigitPlan.parse(plan).dial("6175551212"));
    assertEquals(
        new Outcome.Accepted("2125551212", false, "x+"), DigitPlan.parse(plan).dial("2125551212"));
  }

  @Test
  void lineRulesAloneRefuseTheRest() { // AT-009, AT-011
    DigitPlan plan = DigitPlan.parse("{L: 626 x+}");
    assertEquals(new Outcome.Accepted("6265551212", true, "L:626x+"), plan.dial("6265551212"));
    assertInstanceOf(Outcome.Refused.class, plan.dial("2125551212"));
    DigitPlan emergency = DigitPlan.parse("{L: 911x+}");
    assertInstanceOf(Outcome.Refused.class, emergency.dial("911"));
    assertInstanceOf(Outcome.Accepted.class, emergency.dial("9112"));
    assertInstanceOf(Outcome.Refused.class, emergency.dial("5551212"));
  }

  @Test
  void theMoreSpecificRuleWinsOverTheEarlierOne() { // A.4, 3
    assertEquals("99101", words(DigitPlan.parse("x+ | <=99>101").dial("101")));
  }

  @ParameterizedTest
  @CsvSource({
    "9, INCOMPLETE",
    "91, INCOMPLETE",
    "911, MAY_CONTINUE",
    "9115551, COMPLETE",
    "12125551212, COMPLETE",
    "0112, MAY_CONTINUE",
    "211, INCOMPLETE",
    "8*, IMPOSSIBLE"
  })
  void dialledDigitsAreCompleteAsSoonAsNothingLongerCanMatch(
      String digits, Progress expected) { // AT-008, H-116
    assertEquals(expected, DigitPlan.parse(VENDOR_PLAN).progress(digits));
  }

  @Test
  void aDotMayMeanOneOrMoreInImportedPlans() {
    assertEquals("refused", words(DigitPlan.parseDotMeansOneOrMore("0112x.").dial("0112")));
    assertEquals("0112", words(DigitPlan.parse("0112x.").dial("0112")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; pattern ``: expected digits at position 1",
        "{}; pattern `{}`: expected digits at position 2",
        "<=1617>; pattern `<=1617>`: expected digits at position 8",
        "1[2; pattern `1[2`: expected `]` at position 4",
        "1[]; pattern `1[]`: expected what the set holds at position 3",
        "[^1]; pattern `[^1]`: a set cannot be turned round: expected digits at position 2",
        "[5-3]; pattern `[5-3]`: `5-3` is no range at position 2",
        "[9-A]; pattern `[9-A]`: `9-A` is no range at position 2",
        "1y; pattern `1y`: expected one of 0-9 * # A-D x [ < + . | at position 2",
        "1^x; pattern `1^x`: `^` stands before a whole alternative at position 2",
        "^L:x; pattern `^L:x`: `L:` stands before a whole alternative at position 2",
        "L x; pattern `L x`: expected `:` at position 3",
        "xT; pattern `xT`: timers are not part of a plan: expected one of 0-9 * # A-D x [ < | at position 2",
        "1x++; pattern `1x++`: nothing to repeat at position 4",
        "<1=2>+; pattern `<1=2>+`: nothing to repeat at position 6",
        ".1; pattern `.1`: nothing to repeat at position 1",
        "<12x+; pattern `<12x+`: expected one of 0-9 * # A-D + or `=` at position 4",
        "<1=z>x; pattern `<1=z>x`: expected one of 0-9 * # A-D + or `>` at position 4",
        "<12; pattern `<12`: expected `=` at position 4",
        "{1x; pattern `{1x`: expected `}` at position 4",
        "1x}; pattern `1x}`: `}` has no `{` at position 3",
        "{1x} 2; pattern `{1x} 2`: expected nothing after `}` at position 6",
        "1 || 2; pattern `1 || 2`: expected digits at position 4",
        "{ 1x | 2 y }; pattern `{ 1x | 2 y }`: expected one of 0-9 * # A-D x [ < + . | at position 10",
        "１x; pattern `１x`: expected one of 0-9 * # A-D x [ < + . | at position 1",
      })
  void whatIsWrongIsNamed(String plan, String message) {
    assertEquals(message, DigitPlan.problem(plan).orElse("nothing"));
  }

  @Test
  void plansAndNumbersAreBounded() {
    assertThrows(PatternException.class, () -> DigitPlan.parse("x".repeat(1001)));
    assertThrows(PatternException.class, () -> DigitPlan.parse("x|".repeat(500_000) + "x"));
    assertEquals("1".repeat(1000), words(DigitPlan.parse("x+").dial("1".repeat(1000))));
    assertEquals("refused", words(DigitPlan.parse("x+").dial("1".repeat(1001))));
  }

  @Test
  void matchingDoesNotBacktrack() {
    DigitPlan evil = DigitPlan.parse("x+".repeat(29) + "*");
    String number = "1".repeat(62);
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> {
          for (int i = 0; i < 1000; i++) {
            assertInstanceOf(Outcome.Refused.class, evil.dial(number));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void matchingAgreesWithRegularExpressions(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] symbols = {"x", "1", "2", "[1-3]", "[12]", "1+", "x+", "2.", "x."};
    for (int i = 0; i < 1000; i++) {
      StringBuilder plan = new StringBuilder();
      for (int n = random.nextInt(1, 7); n > 0; n--) {
        plan.append(symbols[random.nextInt(symbols.length)]);
      }
      Pattern regex = Pattern.compile(plan.toString().replace('.', '*').replace("x", "[0-9]"));
      StringBuilder number = new StringBuilder();
      for (int n = random.nextInt(1, 8); n > 0; n--) {
        number.append(random.nextInt(4));
      }
      DigitPlan parsed = DigitPlan.parse(plan.toString());
      boolean matches = regex.matcher(number).matches();
      String where = "seed " + seed + ": " + plan + " on " + number;
      assertEquals(
          matches ? number.toString() : "refused", words(parsed.dial(number.toString())), where);
      Progress progress = parsed.progress(number.toString());
      assertEquals(
          matches, progress == Progress.COMPLETE || progress == Progress.MAY_CONTINUE, where);
      assertTrue(regex.matcher(number).lookingAt() || !matches, where);
    }
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted.number();
      case Outcome.Blocked _ -> "blocked";
      case Outcome.Refused _ -> "refused";
    };
  }
}
