package io.patchbay.driver.gsm.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          'AT+CPIN="1234"',                  'AT+CPIN=****'
          'AT+CPIN=1234',                    'AT+CPIN=****'
          'at+cpin="12345678","4321"',       'at+cpin=****,****'
          'AT+CLCK="SC",1,"1234"',           'AT+CLCK="SC",1,****'
          'AT+CPWD="SC","1234","5678"',      'AT+CPWD="SC",****,****'
          """)
  void pinsAreStarred(String line, String shown) {
    assertEquals(shown, Redaction.of(line));
  }

  @Test
  void aPduIsTheTextOfAMessage() {
    assertEquals(
        "(message, 21 octets)", Redaction.of("07916831080200F5040D91683109000000F0000062"));
    assertEquals(
        "(message, 18 octets)", Redaction.of("0001000B813109000000F10000050DC40105\u001A"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+CPIN?",
        "+CPIN: READY",
        "AT+CLCK=?",
        "ATD+8613900000001;",
        "861536030196001",
        "89860025128306012474",
        "+CLIP: \"13900000001\",129",
        "OK"
      })
  void whatHoldsNoSecretIsLeftAsItIs(String line) {
    assertSame(line, Redaction.of(line));
  }
}
