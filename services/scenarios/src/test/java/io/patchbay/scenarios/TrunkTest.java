package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The PBX is SIPp, known by its address; its audio is sent and measured by the test.
@ExtendWith(SharedGateway.class)
class TrunkTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration TALK = Duration.ofSeconds(3);

  @Test
  void thePbxCallsAMobileByALineAndHangsUp(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    String subscriber = lab.subscriber();
    Sipp pbx =
        lab.pbxCalls(
            subscriber, Scenario.of("uac_call").with("hold", 6000).media(media, G711.PCMA));

    pbx.awaitSuccess(SOON);

    assertEquals(16, lab.world().await(subscriber, "released", "").getCause());
    media.heard().assertTone("pbx", 2.5);
    lab.recorded("mobile").assertTone("mobile", 2.5);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals("trunk", record.getOriginKind());
    assertEquals("pbx", record.getOrigin());
    LegRecord leg = Records.leg(record, "pbx");
    assertEquals("PCMA", leg.getCodec());
    assertEquals(0, leg.getRtp().getPacketsLost(), leg.toString());
    assertTrue(leg.getRtp().getPacketsReceived() > 150, leg.toString());
  }

  @Test
  void aMobileCallsThePbxByLineThree(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx = lab.pbx(Scenario.of("uas_answer").media(media, G711.PCMU));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", lab.talking("mobile"));
    lab.world().await(subscriber, "answered", "");
    media.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);

    lab.world().hangUp(subscriber);

    pbx.awaitSuccess(SOON);
    assertTrue(pbx.messages().contains("sip:" + subscriber + "@"), "caller not shown");
    assertTrue(pbx.messages().contains("INVITE sip:+8613900000003@"), "called number not told");
    media.heard().assertTone("pbx", 2.5);
    lab.recorded("mobile").assertTone("mobile", 2.5);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals("gsm-3", record.getOrigin());
    assertEquals("PCMU", Records.leg(record, "pbx").getCodec());
  }

  @Test
  void thePbxHangsUpACallFromAMobile(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    Sipp pbx = lab.pbx(Scenario.of("uas_bye").with("hold", 500).media(media, G711.PCMA));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-4", lab.talking("mobile"));

    pbx.awaitSuccess(SOON);

    assertEquals(16, lab.world().await(subscriber, "released", "").getCause());
    assertEquals("callee", lab.records().only(subscriber, SOON).getReleasedBy());
  }

  @Test
  void thePbxCallsAnExtension(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Baresip phone = lab.extension("102");
    String station = lab.station();
    Sipp pbx =
        lab.pbx(
            Scenario.of("uac_call")
                .call(station, "102")
                .with("hold", 6000)
                .media(media, G711.PCMU));
    phone.answer();

    pbx.awaitSuccess(SOON);

    phone.awaitEvent("CALL_CLOSED", SOON);
    media.heard().assertTone("pbx", 2.5);
    phone.listened().assertTone("extension", 2.5);
    assertEquals(2, lab.records().only(station, SOON).getLegsCount());
  }

  @Test
  void anExtensionCallsThePbx(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    Sipp pbx = lab.pbx(Scenario.of("uas_answer").media(media, G711.PCMA));
    Baresip phone = lab.extension("101");
    String station = lab.station();
    phone.dial(lab.uri("8" + station));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(TALK);
    media.awaitTone(TALK);
    phone.hangUp();

    pbx.awaitSuccess(SOON);

    assertTrue(pbx.messages().contains("INVITE sip:" + station + "@"), "the 8 is not dialled");
    media.heard().assertTone("pbx", 2.5);
    phone.listened().assertTone("extension", 2.5);
    CallRecord record = lab.records().only("8" + station, SOON);
    assertEquals(station, record.getDialledNumber());
  }

  @Test
  void theRecordIsThereOneSecondAfterTheEnd(Lab lab) throws Exception {
    List<Duration> delays = new ArrayList<>();
    Baresip phone = lab.extension("101");
    for (int i = 0; i < 5; i++) {
      Sipp pbx = lab.pbx(Scenario.of("uas_answer").media(lab.media(G711.PCMU), G711.PCMU));
      String number = "8" + lab.station();
      phone.dial(lab.uri(number));
      phone.awaitEvent("CALL_ESTABLISHED", SOON);
      phone.hangUp();
      pbx.awaitMessage("BYE sip:", SOON);
      long ended = System.nanoTime();

      assertEquals(16, lab.records().only(number, SOON).getCause());

      delays.add(Duration.ofNanos(System.nanoTime() - ended));
      phone.awaitEvent("CALL_CLOSED", SOON);
      pbx.awaitSuccess(SOON);
    }
    assertTrue(
        delays.stream().allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) <= 0),
        delays.toString());
  }
}
