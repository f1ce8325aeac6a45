package io.patchbay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `./patchbay rule` and the worked examples of the catalogue as it prints them.
final class RuleMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest(name = "{0} {1}: {2} -> {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "ht503; {[369]11 | 1617xxxxxxx}; 911 411 16175551212; 911 REJECT 16175551212", // AT-001
        "ht503; {^1900x+ | <=1617>xxxxxxx}; 5551212 1900123; 16175551212 BLOCK", // AT-002, AT-003
        "ht503; {1xxx[2-9]xxxxxx | <2=011>x+}; 2441234 2; 011441234 REJECT", // AT-004
        "ht503; {L: 626 x+}; 6265551212 2125551212; PSTN:6265551212 REJECT", // AT-009
        "ht503; {x+| L: 617 x+}; 6175551212 212; PSTN:6175551212 212", // AT-010
        "ht503; {L: 911x+}; 911 9112 5551212 112; PSTN:911 PSTN:9112 REJECT REJECT", // AT-011
        "ht503; {L:<9=>x+}; 9112; PSTN:112",
        "goip; 86:-86; 8613012345678 13012345678 86; 13012345678 13012345678 REJECT", // AT-100
        "goip; +86:-+86; +8613012345678; 13012345678", // AT-101
        "goip; 01[3-8]:-0++86; 015912345678 012912345678; +8615912345678 012912345678", // AT-103
        "goip-strict; 01[3-8]:-0++86; 015912345678 015; REJECT +8615", // AT-103
        "goip-strict; 1[3-8]XXXXXXXXX:; 13012345678 1301234567; 13012345678 REJECT", // AT-104
        "goip-strict; 13:+0; 13 130; 013 REJECT", // AT-108
      })
  void numbersComeOutAsTheRulesSay(String language, String rules, String numbers, String expected) {
    List<String> arguments = new ArrayList<>(List.of(language, rules));
    arguments.addAll(List.of(numbers.split(" ")));
    assertEquals(0, run("", arguments.toArray(String[]::new)));
    assertEquals(expected.replace(' ', '\n') + "\n", out.toString(UTF_8));
    assertEquals("", err.toString(UTF_8));
  }

  @Test
  void everyLineOfStandardInputHasItsAnswer() {
    assertEquals(0, run("12\n\n1 2\r\nabc\n9", "ht503", "{<=0>xx}"));
    assertEquals("012\nREJECT\n012\nREJECT\nREJECT\n", out.toString(UTF_8));
    out.reset();
    assertEquals(0, run("12\n", "goip", ":+0", "1", "-", "\u0001", ""));
    assertEquals("01\n012\nREJECT\nREJECT\n", out.toString(UTF_8));
  }

  @Test
  void aLineWithoutEndIsNoNumber() {
    assertEquals(0, run("1".repeat(1_000_000) + "\n12\n", "goip", ":+0"));
    assertEquals("REJECT\n012\n", out.toString(UTF_8));
  }

  @Test
  void badRulesAreShownWithACaret() {
    assertEquals(2, run("", "ht503", "{1x | 2y}", "1"));
    assertEquals("", out.toString(UTF_8));
    assertEquals(
        """
        patchbay: expected one of 0-9 * # A-D x [ < + . | at position 8
          {1x | 2y}
                 ^
        """,
        err.toString(UTF_8));
  }

  @Test
  void theCaretOfALongPlanStandsUnderItsPart() {
    assertEquals(2, run("", "ht503", "{" + "1x|".repeat(100) + "2y" + "|1x".repeat(100) + "}"));
    List<String> lines = err.toString(UTF_8).lines().toList();
    assertEquals('y', lines.get(1).charAt(lines.get(2).indexOf('^')));
  }

  @Test
  void aDotCanMeanOneOrMore() {
    assertEquals(0, run("", "--dot-one-or-more", "ht503", "1x.", "1", "12"));
    assertEquals("REJECT\n12\n", out.toString(UTF_8));
  }

  @Test
  void whatIsOddAboutRulesIsListed() {
    assertEquals(0, run("", "check", "goip", "86:-86|8613:+0"));
    assertEquals(0, run("", "check", "ht503", "{x+}"));
    assertEquals(0, run("", "check", "--dot-one-or-more", "ht503", "{12x. | 12}"));
    assertEquals(2, run("", "check", "goip-strict", "86"));
    assertEquals(
        "shadowed: 2 `8613:+0` is never reached, behind `86:-86`: 8613\n", out.toString(UTF_8));
  }

  @Test
  void emergencyNumbersAreThoseOfTheDocuments(@TempDir Path directory) throws Exception {
    String rules = "0:+9|17:+9";
    assertEquals(0, run("", "check", "goip", rules));
    assertEquals("", out.toString(UTF_8));
    Path file = directory.resolve("d.yaml");
    Files.writeString(
        file,
        """
        {kind: Settings, name: default, spec: {numbering: {country: FR}}}
        ---
        {kind: DialPlan, name: default, spec: {emergency-numbers: ["0800"]}}
        """);
    assertEquals(0, run("", "check", "--documents", file.toString(), "goip", rules));
    String found = out.toString(UTF_8);
    assertTrue(found.contains("emergency-blocking") && found.contains("0800"), found);
    assertTrue(found.contains(": 17\n"), found);
    assertEquals(
        2, run("", "check", "--documents", directory.resolve("x").toString(), "goip", "1:+1"));
    assertEquals(2, run("", "check", "--documents"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'a language is missing: ht503, goip or goip-strict'",
    "gop, 'unknown language ''gop'': ht503, goip or goip-strict'",
    "goip, the rules are missing",
    "--dot-one-or-more goip, --dot-one-or-more is of ht503",
  })
  void aWrongCommandLineIsNamed(String line, String message) {
    assertEquals(2, run("", line.isEmpty() ? new String[0] : line.split(" ")));
    assertEquals("patchbay: " + message + "\n", err.toString(UTF_8));
  }

  private int run(String in, String... arguments) {
    return RuleMain.run(
        List.of(arguments),
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        out,
        new PrintStream(err, true, UTF_8));
  }
}
