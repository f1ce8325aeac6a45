package io.patchbay.driver.gsm.ussd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.line.UssdState;
import org.junit.jupiter.api.Test;

final class UssdTextTest {
  @Test
  void plainTextStaysAsItIs() {
    assertEquals("Balance 5", UssdText.decode("Balance 5", 15));
    assertEquals("12345678", UssdText.decode("12345678", 15));
    assertEquals("", UssdText.decode("", -1));
  }

  @Test
  void sixteenBitTextIsFoundWhateverTheSchemeSays() {
    assertEquals("你好", UssdText.decode("4F60597D", 72));
    assertEquals("Hello", UssdText.decode("00480065006C006C006F", 15));
    assertEquals("Привет", UssdText.decode("041F04400438043204350442", -1));
    assertEquals("Hi", UssdText.decode("00480069FFFFFFFF", 17));
  }

  @Test
  void packedSeptetsAreUnpacked() {
    assertEquals("hellohello", UssdText.decode("E8329BFD4697D9EC37", 15));
  }

  @Test
  void missingFieldsAreTolerated() {
    assertEquals(new UssdReply("", UssdState.TERMINATED), UssdReply.parse("+CUSD: 2"));
    assertEquals(
        new UssdReply("text", UssdState.ANSWER_WANTED), UssdReply.parse("+CUSD: 1,\"text"));
    assertEquals(new UssdReply("", UssdState.TERMINATED), UssdReply.parse("+CUSD:"));
  }
}
