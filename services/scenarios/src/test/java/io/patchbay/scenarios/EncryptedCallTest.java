package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SRTP with another implementation, keys in SDP.
@ExtendWith(SharedGateway.class)
class EncryptedCallTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration TALK = Duration.ofSeconds(3);

  /// The phone calls a subscriber, and both hear each other; returns the phone's leg.
  private static LegRecord calls(Lab lab, Baresip phone, String extension) throws Exception {
    String subscriber = lab.subscriber();
    String recording = "mobile-" + subscriber;
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking(recording));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(TALK);
    lab.awaitTone(recording, TALK);
    phone.hangUp();
    return Records.leg(lab.records().only(subscriber, SOON), extension);
  }

  /// Another phone calls this one, and both hear each other; returns the record.
  private static CallRecord isCalled(Lab lab, Baresip caller, Baresip phone, String extension)
      throws Exception {
    caller.dial(lab.uri(extension));
    phone.answer();
    caller.awaitEvent("CALL_ESTABLISHED", SOON);
    caller.awaitTone(TALK);
    phone.awaitTone(TALK);
    caller.hangUp();
    return lab.records().only(extension, SOON);
  }

  private static String suite(LegRecord leg) {
    return leg.getRtp().getSrtpSuite();
  }

  @Test
  void aPhoneThatMustEncryptAndASubscriberHearEachOther(Lab lab) throws Exception {
    LegRecord leg = calls(lab, lab.extension("108", ";mediaenc=srtp-mand"), "108");

    assertTrue(suite(leg).startsWith("AES_CM_128_HMAC_SHA1_"), leg.toString());
    // it opens pinholes for RTP and RTCP before it has a key
    assertTrue(leg.getRtp().getPacketsForged() <= 2, leg.toString());
    assertTrue(leg.getRtp().getMos() > 4, leg.toString());
  }

  @Test
  void anEncryptedAndAPlainPhoneHearEachOther(Lab lab) throws Exception {
    Baresip plain = lab.extension("101");
    Baresip secret = lab.extension("121", ";mediaenc=srtp-mand");

    CallRecord record = isCalled(lab, plain, secret, "121");

    assertFalse(suite(Records.leg(record, "121")).isEmpty(), record.toString());
    assertTrue(suite(Records.leg(record, "101")).isEmpty(), record.toString());
  }

  /// With who can it is encrypted, and otherwise not.
  @ParameterizedTest
  @CsvSource({";mediaenc=srtp, true", "'', false"})
  void bestEffortEncryptsWithWhoCan(String parameters, boolean encrypted, Lab lab)
      throws Exception {
    LegRecord leg = calls(lab, lab.extension("109", parameters), "109");

    assertEquals(encrypted, !suite(leg).isEmpty(), leg.toString());
  }

  @Test
  void keysByDtlsInBothDirections(Lab lab) throws Exception {
    Baresip secret = lab.extension("122", ";mediaenc=dtls_srtp;module=dtls_srtp");

    LegRecord leg = calls(lab, secret, "122");
    CallRecord record = isCalled(lab, lab.extension("101"), secret, "122");

    assertFalse(suite(leg).isEmpty(), leg.toString());
    assertFalse(suite(Records.leg(record, "122")).isEmpty(), record.toString());
  }

  @Test
  void aPhoneFindsThePathByIce(Lab lab) throws Exception {
    LegRecord leg = calls(lab, lab.extension("123", ";medianat=ice;module=ice"), "123");

    assertTrue(leg.getRtp().getMos() > 4, leg.toString());
  }

  @Test
  void aPhoneThatMustEncryptAndDoesNotIsRefused(Lab lab) throws Exception {
    Baresip phone = lab.extension("108");
    phone.dial(lab.uri(lab.subscriber()));
    String why = phone.awaitEvent("CALL_CLOSED", SOON).path("param").asText();
    assertTrue(why.contains("488"), why);
  }
}
