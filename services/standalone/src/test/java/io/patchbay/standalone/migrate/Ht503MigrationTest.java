package io.patchbay.standalone.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.routing.Patterns;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Ht503MigrationTest {
  private static final String FILE =
      """
      # configuration of a HT503
      P2 = secret-admin
      P47 = sip.example.com:5060
      P967=backup.example.com
      P130 = 1
      P35 = 1001
      P36 = auth1001
      P34 = secret1
      P3 = Front desk
      P31 = 1
      P32 = 60
      P109 = 1
      P85 = 6
      P71 = 101
      P66 = 0
      P72 = 0
      P4200 = { ^1900x. | L: 626 x+ | <=1617>[2-9]xxxxxx | [3469]11 }
      P401 = 0
      P747 = 192.0.2.7
      P735 = 2001
      P734 = secret2
      P4201 = {x+}
      P228 = 1
      P101 =
      """;

  @Test
  void linesAccountsAndPlansAreTakenOver() {
    Imported imported = Ht503Import.of(FILE, false, "sim");
    assertEquals(
        """
        ht503-fxs-line line/fxs-1 {^1900x. | 626x+} 0
        ht503-fxs line/fxs-1 {^1900x. | <=1617>[2-9]xxxxxx | [3469]11} 0
        ht503-fxs-else line/fxs-1 {[x*#ABCD]+ | +[x*#ABCD].}\s
        ht503-fxo trunk/ht503-fxo {x+}\s
        ht503-fxo-else trunk/ht503-fxo {[x*#ABCD]+ | +[x*#ABCD].}\s
        """,
        imported.documents().getLast().getDialPlan().getRulesList().stream()
            .map(rule ->
                String.join(
                        " ", rule.getName(), rule.getFrom(0), rule.getPattern(), rule.getPrefix())
                    + "\n")
            .collect(Collectors.joining()));
    assertEquals(
        List.of(
            "P34: a password; set auth-password of Trunk ht503-fxs",
            "P72: # ends dialling all the same",
            "P734: a password; set auth-password of Trunk ht503-fxo",
            "not taken over: P2 P228"),
        imported.notes());
    Documents.of(imported.documents()).check(Patterns.check());
  }

  @Test
  void passwordsAreNeitherInTheDocumentsNorInTheNotes() {
    Imported imported = Ht503Import.of(FILE, false, "sim");
    assertFalse((DocumentYaml.write(imported.documents()) + imported.notes()).contains("secret"));
  }

  @Test
  void whatWasTakenOverComesBack() {
    List<Document> documents = Ht503Import.of(FILE, false, "sim").documents();
    String exported = Ht503Export.of(documents);
    assertEquals(
        """
        # HT503 configuration without passwords
        P3 = Front desk
        P31 = 1
        P32 = 60
        P35 = 1001
        P36 = auth1001
        P47 = sip.example.com:5060
        P66 = 0
        P71 = 101
        P81 = 0
        P85 = 6
        P109 = 1
        P130 = 1
        P271 = 1
        P401 = 0
        P731 = 0
        P735 = 2001
        P736 = 2001
        P747 = 192.0.2.7
        P752 = 0
        P813 = 0
        P830 = 0
        P967 = backup.example.com
        P4200 = {^1900x. | L:626x+ | <=1617>[2-9]xxxxxx | [3469]11}
        P4201 = {x+}
        """,
        exported);
    assertEquals(documents, Ht503Import.of(exported, false, "sim").documents());
    assertEquals(documents, DocumentYaml.parse("t", DocumentYaml.write(documents)), "through YAML");
  }

  @Test
  void xmlIsTheSame() {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8" ?>
        <gs_provision version="1"><config version="1">
        <!-- P35 = 1 -->
        <P47>sip.example.com</P47><P4200>{ 1x. | &lt;2=3&gt;x }</P4200>
        </config></gs_provision>
        """;
    assertEquals(
        Ht503Import.of("P47=sip.example.com\nP4200={1x+|<2=3>x}", false, "sim"),
        Ht503Import.of(xml, true, "sim"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "P47=a;hello; line 2: expected `P<number> = <value>`",
        "P4200={1y};P1=1; P4200: pattern `{1y}`: expected one of 0-9 * # A-D x [ < + . | at position 3",
        "P47=a;P130=7; P130: expected a number from 0 to 2",
        "<a><P47>;</a>; line 2: this is not XML of P values",
      })
  void whatIsWrongIsNamed(String first, String second, String message) {
    MigrationException wrong =
        assertThrows(
            MigrationException.class, () -> Ht503Import.of(first + "\n" + second, false, "sim"));
    assertEquals(message, wrong.getMessage());
  }
}
