package io.patchbay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PduMainTest {
  private static final String PDU =
      "0791447758100650040DD0F334FC1CA6970100008080312170224008D4F29CDE0EA7D9";
  private static final String SUBMIT =
      "0001000B915155661632F400001954747A0E4ACF41F27298CDCE83C6EF371B0481402010";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, String... arguments) {
    try (PrintStream to = new PrintStream(out, false, UTF_8);
        PrintStream errors = new PrintStream(err, true, UTF_8)) {
      return PduMain.run(
          List.of(arguments), new ByteArrayInputStream(input.getBytes(UTF_8)), to, errors);
    }
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void eachArgumentGivesOneLine() {
    assertEquals(0, run("", PDU, SUBMIT));
    assertEquals(2, lines().size());
    assertTrue(lines().getFirst().contains("\"text\": \"Testmail\""), lines().getFirst());
    assertTrue(lines().get(1).contains("\"text\": \"This is really cool ΔΔΔΔΔ\""), lines().get(1));
  }

  @Test
  void linesOfStandardInputAreDecodedAndEmptyOnesLeftOut() {
    assertEquals(0, run(PDU + "\r\n\n" + SUBMIT, "-"));
    assertEquals(2, lines().size());
  }

  @Test
  void oneThatCannotBeReadIsSaidInItsLineAndInTheExitCode() {
    assertEquals(1, run("", PDU, "0791447758", PDU));
    assertEquals(3, lines().size());
    assertTrue(lines().get(1).contains("\"error\": \"service centre address wants 6 octets"));
    assertTrue(lines().get(2).contains("Testmail"));
  }

  @Test
  void theDirectionAndTheAddressInFrontCanBeTold() {
    assertEquals(0, run("", "--no-smsc", "--submit", SUBMIT.substring(2)));
    assertTrue(lines().getFirst().contains("\"type\": \"SUBMIT\""));
    assertEquals(1, run("", "--deliver", "000000"));
  }

  @Test
  void aWrongCommandLineIsOneLineAndExitCodeTwo() {
    assertEquals(2, run("", "--smsc", PDU));
    assertEquals(2, run(""));
    assertEquals(2, run("", "--submit", "--deliver", PDU));
    assertEquals(
        List.of(
            "patchbay: unknown option '--smsc'",
            "patchbay: a PDU is missing: hexadecimal digits, or - for lines of them",
            "patchbay: --deliver or --submit, not both"),
        err.toString(UTF_8).lines().toList());
  }
}
