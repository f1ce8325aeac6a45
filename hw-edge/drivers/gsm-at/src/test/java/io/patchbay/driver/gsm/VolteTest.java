package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolteTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "+QCFG: \"ims\",1,1; +CIREG: 0,1; LTE; true; ready",
        "+QCFG: \"ims\",1,1; +CIREG: 0,1; LTE; false; ready",
        "+QCFG: \"ims\",1,0; +CIREG: 0,1; LTE; true; csfb: voice over LTE is not active",
        "+QCFG: \"ims\",2,0; +CIREG: 0,0; LTE; true; csfb: voice over LTE is switched off",
        "+QCFG: \"ims\",2,0; +CIREG: 0,0; LTE; false; no: voice over LTE is switched off",
        "+CIREG: 0,0; +CAVIMS: 0; LTE; false; no: the line is not registered with the operator's IMS",
        "+CIREG: 0,0; +CAVIMS: 1; LTE; false; ready",
        "ERROR; ERROR; LTE; true; csfb: the modem does not tell",
        "ERROR; ERROR; LTE; false; unknown: the modem does not tell",
        "+QCFG: \"ims\",1,1; +CIREG: 0,1; GSM; true; csfb: the line is on GSM",
        "ERROR; ERROR; UMTS; false; no: the line is not on LTE",
      })
  void whatBecomesOfACallIsSaid(
      String first, String second, String technology, boolean circuit, String words) {
    String said = Volte.UNKNOWN.with(first).with(second).words(technology, circuit);
    assertEquals(words, said.substring(0, Math.min(words.length(), said.length())), said);
  }
}
