package io.patchbay.driver.gsm.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmergencyCodesTest {
  @ParameterizedTest
  @CsvSource({
    "11F2FF11F8FFFFFFFFFFFFFFFFFFFF, '[112, 118]'",
    "99F9FF, [999]",
    "80FFFF, [08]",
    "214365, [123456]",
    "FFFFFF, []",
    "11F2, []",
    "'', []",
    "zzzzzz, []",
    "1AF2FF, []",
  })
  void theFileOfACardHasThreeOctetsForEachCode(String hex, String codes) { // TS 51.011 10.3.27
    assertEquals(codes, EmergencyCodes.ofFile(hex).toString());
  }
}
