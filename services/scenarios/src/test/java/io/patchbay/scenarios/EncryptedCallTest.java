package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// SRTP with another implementation, keys in SDP.
@ExtendWith(SharedGateway.class)
class EncryptedCallTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration TALK = Duration.ofSeconds(3);

  private static LegRecord leg(CallRecord record, String name) {
    return record.getLegsList().stream()
        .filter(leg -> leg.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no leg of " + name + " in " + record));
  }

  @Test
  void aPhoneThatMustEncryptAndASubscriberHearEachOther(Lab lab) throws Exception {
    Baresip phone = lab.extension("108", ";mediaenc=srtp-mand");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    phone.hangUp();

    LegRecord leg = leg(lab.records().only(subscriber, SOON), "108");
    assertTrue(leg.getRtp().getSrtpSuite().startsWith("AES_CM_128_HMAC_SHA1_"), leg.toString());
    // it opens pinholes for RTP and RTCP before it has a key
    assertTrue(leg.getRtp().getPacketsForged() <= 2, leg.toString());
    assertTrue(leg.getRtp().getMos() > 4, leg.toString());
  }

  @Test
  void anEncryptedAndAPlainPhoneHearEachOther(Lab lab) throws Exception {
    Baresip plain = lab.extension("101");
    Baresip secret = lab.extension("121", ";mediaenc=srtp-mand");
    plain.dial(lab.uri("121"));
    secret.answer();
    plain.awaitEvent("CALL_ESTABLISHED", SOON);
    plain.awaitTone(TALK);
    secret.awaitTone(TALK);
    plain.hangUp();

    CallRecord record = lab.records().only("121", SOON);
    assertFalse(leg(record, "121").getRtp().getSrtpSuite().isEmpty(), record.toString());
    assertTrue(leg(record, "101").getRtp().getSrtpSuite().isEmpty(), record.toString());
  }

  @Test
  void bestEffortEncryptsWithWhoCanAndDoesWithoutOtherwise(Lab lab) throws Exception {
    String one = lab.subscriber();
    Baresip able = lab.extension("109", ";mediaenc=srtp");
    able.dial(lab.uri(one));
    lab.world().answer(one, lab.talking("mobile"));
    able.awaitEvent("CALL_ESTABLISHED", SOON);
    able.awaitTone(TALK);
    able.hangUp();
    assertFalse(leg(lab.records().only(one, SOON), "109").getRtp().getSrtpSuite().isEmpty());
    able.close();

    String two = lab.subscriber();
    Baresip unable = lab.extension("109");
    unable.dial(lab.uri(two));
    lab.world().answer(two, lab.talking("mobile"));
    unable.awaitEvent("CALL_ESTABLISHED", SOON);
    unable.awaitTone(TALK);
    unable.hangUp();
    assertTrue(leg(lab.records().only(two, SOON), "109").getRtp().getSrtpSuite().isEmpty());
  }

  @Test
  void keysByDtlsInBothDirections(Lab lab) throws Exception {
    Baresip secret = lab.extension("122", ";mediaenc=dtls_srtp;module=dtls_srtp");
    String subscriber = lab.subscriber();
    secret.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    secret.awaitEvent("CALL_ESTABLISHED", SOON);
    secret.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    secret.hangUp();
    assertFalse(leg(lab.records().only(subscriber, SOON), "122").getRtp().getSrtpSuite().isEmpty());

    Baresip plain = lab.extension("101");
    plain.dial(lab.uri("122"));
    secret.answer();
    plain.awaitTone(TALK);
    secret.awaitTone(TALK);
    plain.hangUp();
    CallRecord record = lab.records().only("122", SOON);
    assertFalse(leg(record, "122").getRtp().getSrtpSuite().isEmpty(), record.toString());
  }

  @Test
  void aPhoneFindsThePathByIce(Lab lab) throws Exception {
    Baresip phone = lab.extension("123", ";medianat=ice;module=ice");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    phone.hangUp();
    assertTrue(leg(lab.records().only(subscriber, SOON), "123").getRtp().getMos() > 4);
  }

  @Test
  void aPhoneThatMustEncryptAndDoesNotIsRefused(Lab lab) throws Exception {
    Baresip phone = lab.extension("108");
    phone.dial(lab.uri(lab.subscriber()));
    String why = phone.awaitEvent("CALL_CLOSED", SOON).path("param").asText();
    assertTrue(why.contains("488"), why);
  }
}
