package io.patchbay.trunk.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3398, RFC 3326 and the table of faults.
final class CausesTest {
  @ParameterizedTest
  @CsvSource({
    "1,404", "17,486", "18,408", "19,480", "20,480", "21,403", "22,410", "28,484", "34,503",
    "38,503", "41,503", "65,488", "95,400", "102,504", "127,500", "99,480"
  })
  void causesBecomeStatusCodes(int cause, int status) {
    assertEquals(status, Causes.toSip(cause));
  }

  @ParameterizedTest
  @CsvSource({
    "403,21", "404,1", "408,102", "480,18", "484,28", "486,17", "487,16", "488,65", "500,41",
    "503,41", "504,102", "600,17", "603,21", "302,23", "499,127", "599,41", "699,21"
  })
  void statusCodesBecomeCauses(int status, int cause) {
    assertEquals(cause, Causes.ofSip(status));
  }

  @Test
  void everyStatusBecomesAProperCause() {
    for (int status = 300; status < 700; status++) {
      int cause = Causes.ofSip(status);
      assertTrue(cause >= 1 && cause <= 127, "status " + status);
      int relayed = Causes.relayed(status);
      assertTrue(relayed >= 400 && relayed < 700, "status " + status);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Q.850;cause=17;text=\"User busy\" | 17",
        "q.850 ; cause = 34 | 34",
        "SIP;cause=200;text=\"Call completed elsewhere\" | 16",
        "SIP;cause=486 | 17",
        "Q.850;cause=999 | 0",
        "Q.850;text=\"cause\" | 0",
        "nonsense | 0"
      })
  void reasonIsRead(String value, int cause) {
    assertEquals(cause, Reason.cause(value));
  }

  @Test
  void reasonIsWritten() {
    assertEquals(41, Reason.cause(Reason.of(41)));
  }
}
