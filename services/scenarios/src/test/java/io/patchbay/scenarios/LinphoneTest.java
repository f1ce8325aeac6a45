package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Linphone;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Linphone as an extension: signalling over TLS, audio in SRTP, Opus.
@ExtendWith(SharedGateway.class)
class LinphoneTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(3);

  private static AutoCloseable opus(Lab lab) {
    return lab.settings(SettingsSpec.newBuilder().addCodecs("opus").addCodecs("PCMA"));
  }

  @Test
  void linphoneCallsAMobileByALine(Lab lab) throws Exception {
    try (var _ = opus(lab)) {
      Linphone phone = lab.keep(Linphone.extension(lab.ready(), "108"));
      String subscriber = lab.subscriber();
      phone.dial(lab.ready(), subscriber);
      lab.world().answer(subscriber, lab.talking("mobile"));
      phone.awaitTalk();
      phone.awaitTone(TALK);
      lab.awaitTone("mobile", TALK);
      phone.hangUp();

      lab.world().await(subscriber, "released", "");
      assertLeg(Records.leg(lab.records().only(subscriber, SOON), "108"));
      phone.listened().assertTone("linphone", 2.5);
      lab.recorded("mobile").assertTone("mobile", 2.5);
    }
  }

  @Test
  void aPlainPhoneCallsLinphone(Lab lab) throws Exception {
    try (var _ = opus(lab)) {
      Linphone called = lab.keep(Linphone.extension(lab.ready(), "108"));
      Baresip phone = lab.extension("101");
      phone.dial(lab.uri("108"));
      called.answer();
      phone.awaitEvent("CALL_ESTABLISHED", SOON);
      phone.awaitTone(TALK);
      called.awaitTone(TALK);
      phone.hangUp();

      phone.awaitEvent("CALL_CLOSED", SOON);
      assertLeg(Records.leg(lab.records().only("108", lab.began(), SOON), "108"));
      called.listened().assertTone("linphone", 2.5);
      phone.listened().assertTone("extension", 2.5);
    }
  }

  private static void assertLeg(LegRecord leg) {
    assertEquals("opus", leg.getCodec().toLowerCase(java.util.Locale.ROOT), leg.toString());
    assertTrue(leg.getRtp().getSrtpSuite().startsWith("AES_CM_128_HMAC_SHA1_"), leg.toString());
  }
}
