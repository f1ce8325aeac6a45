package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Requests that come twice, by two ways or too late, and reliable ringing of the called party (RFC
/// 3261 §8.2.2.2, §9, §17; RFC 3262).
@ExtendWith(SharedGateway.class)
class TransactionsTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void anInviteThatComesThreeTimesIsOneCall(Lab lab) throws Exception {
    answeredOnce(lab, "uac_retransmit");
  }

  @Test
  void anInviteThatComesByTwoWaysIsOneCall(Lab lab) throws Exception {
    answeredOnce(lab, "uac_forked");
  }

  @Test
  void aCancelThatCrossesTheAnswerEndsNothing(Lab lab) throws Exception {
    answeredOnce(lab, "uac_late_cancel");
  }

  private static void answeredOnce(Lab lab, String scenario) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    String station = lab.station();
    String subscriber = lab.subscriber();
    long before = lab.world().lastEvent();
    Sipp pbx =
        lab.pbx(
            Scenario.of(scenario)
                .call(station, subscriber)
                .with("hold", 1500)
                .media(media, G711.PCMU));
    lab.world().answer(subscriber, lab.talking("mobile"));

    pbx.awaitSuccess(SOON);

    assertEquals(16, lab.world().await(subscriber, "released", "", before, SOON).getCause());
    CallRecord record = lab.records().only(station, SOON);
    assertTrue(record.hasAnsweredAt(), record.toString());
    assertEquals(16, record.getCause());
    assertEquals("caller", record.getReleasedBy());
    media.heard().assertTone("pbx", 0.8);
  }

  @Test
  void anAnswerThatCrossesOurCancelIsEndedByBye(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx = lab.pbx(Scenario.of("uas_cancel_race").media(media, G711.PCMU));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", lab.talking("mobile"));
    pbx.awaitMessage("180 Ringing", SOON);

    lab.world().hangUp(subscriber);

    pbx.awaitSuccess(SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals("caller", record.getReleasedBy());
    assertFalse(record.hasAnsweredAt(), record.toString());
    lab.records().awaitIdle(SOON);
  }

  @Test
  void reliableRingingOfThePbxIsAcknowledged(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx = lab.pbx(Scenario.of("uas_100rel").media(media, G711.PCMU));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-4", lab.talking("mobile"));
    lab.world().await(subscriber, "answered", "");
    media.awaitTone(Duration.ofSeconds(1));
    lab.awaitTone("mobile", Duration.ofSeconds(1));

    lab.world().hangUp(subscriber);

    pbx.awaitSuccess(SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(16, record.getCause());
    assertEquals("PCMU", Records.leg(record, "pbx").getCodec());
  }
}
