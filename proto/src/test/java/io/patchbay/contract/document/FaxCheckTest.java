package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.FaxSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaxCheckTest {
  private static String trunk(String fax) {
    return "{kind: Trunk, name: pbx, spec: {address: \"127.0.0.1:5080\", media: {fax: {"
        + fax
        + "}}}}";
  }

  @Test
  void everySettingIsRead() {
    var documents =
        DocumentYaml.parse(
            "t",
            trunk(
                "mode: t38, detection: both, max-bit-rate: 9600, recovery: fec, recovery-depth: 2,"
                    + " without-ecm: true, pass-through-delay-ms: 100"));
    assertEquals(
        FaxSpec.newBuilder()
            .setMode(FaxSpec.Mode.MODE_T38)
            .setDetection(FaxSpec.Detection.DETECTION_BOTH)
            .setMaxBitRate(9600)
            .setRecovery(FaxSpec.Recovery.RECOVERY_FEC)
            .setRecoveryDepth(2)
            .setWithoutEcm(true)
            .setPassThroughDelayMs(100)
            .build(),
        documents.getFirst().getTrunk().getMedia().getFax());
    assertEquals(List.of(), DocumentCheck.all(documents, PatternCheck.none()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-bit-rate: 33600 | max-bit-rate: 33600 is not one of 2400, 4800, 7200, 9600, 12000, 14400",
        "recovery-depth: 9 | recovery-depth: 9 is not within 1-8",
        "pass-through-delay-ms: 10 | pass-through-delay-ms: 10 is not within 20-300",
        "detection: caller | detection: is given, and mode is neither pass-through nor t38"
      })
  void wrongValuesAreNamed(String fax, String problem) {
    var documents = DocumentYaml.parse("t", trunk(fax));
    assertEquals(
        "Trunk pbx: spec.media.fax." + problem,
        DocumentCheck.all(documents, PatternCheck.none()).getFirst().toString());
  }

  @Test
  void anUnknownModeIsNamed() {
    var wrong =
        assertThrows(
            DocumentException.class, () -> DocumentYaml.parse("t", trunk("mode: telepathy")));
    assertTrue(String.valueOf(wrong.getMessage()).contains("telepathy"), wrong.toString());
  }
}
