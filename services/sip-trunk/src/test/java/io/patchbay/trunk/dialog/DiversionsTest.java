package io.patchbay.trunk.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who sent a call on, the last one first, as INVITEs say it.
final class DiversionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "Diversion | <sip:101@h>|reason=unconditional; [101]",
        "Diversion | \"A, B\" <sip:102@h>|reason=user-busy, <tel:+49301>|reason=x; [102, +49301]",
        "Diversion | garbage, ; []",
        // as we write it: each sent the call on
        "History-Info | <sip:101@h>|index=1, <sip:102@h>|index=2; [102, 101]",
        // who is called now did not
        "History-Info | <sip:101@h>|index=1, <sip:200@h>|index=1.1; [101]",
        // RFC 7044: retargeted by whoever stands before the entry with a cause
        "History-Info | <sip:101@h>|index=1, <sip:102@h|cause=302>|index=1.1, <sip:200@h|cause=486>|index=1.1.1; [102, 101]",
        "History-Info | <sip:101@h>|index=1, <sip:200@h?Reason=SIP%3Bcause%3D302>|index=1.1; [101]",
        "Subject | nothing; []",
      })
  void theyAreReadFromTheHeaderFields(String field, String users) {
    String[] parts = field.replace("|", ";").split(" ; ", 2);
    assertEquals(users, Diversions.heard(Fields.of(parts[0], parts[1]), "200").toString());
  }
}
