package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.proto.call.v1.Endpoint;
import io.patchbay.proto.call.v1.LineEndpoint;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.sim.v1.Behaviour;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that do not come about: the right status and cause on both sides, and one record.
@ExtendWith(SharedGateway.class)
class FailedCallsTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @ParameterizedTest
  @CsvSource({
    "BEHAVIOUR_BUSY, 486, 17",
    "BEHAVIOUR_REJECT, 603|403|480|486, 21",
    "BEHAVIOUR_ABSENT, 480|404, 20",
    "BEHAVIOUR_UNALLOCATED, 404, 1",
  })
  void theMobileDoesNotAnswer(Behaviour behaviour, String statuses, int cause, Lab lab)
      throws Exception {
    String subscriber = lab.subscriber();
    lab.world().behave(subscriber, behaviour);
    Baresip phone = lab.extension("101");

    phone.dial(lab.uri(subscriber));

    assertClosedWith(phone, statuses);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(cause, record.getCause());
    assertTrue(
        List.of(statuses.split("\\|")).contains(String.valueOf(record.getSipStatus())),
        record.toString());
    assertFalse(record.hasAnsweredAt());
  }

  @Test
  void theCallerCancelsWhileTheMobileRings(Lab lab) throws Exception {
    String subscriber = lab.subscriber();
    Baresip phone = lab.extension("101");
    phone.dial(lab.uri(subscriber));
    lab.world().await(subscriber, "ringing", "");

    phone.hangUp();

    lab.world().await(subscriber, "released", "");
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(487, record.getSipStatus());
    assertEquals("caller", record.getReleasedBy());
  }

  @Test
  void theCallerCancelsBeforeAnythingRings(Lab lab) throws Exception {
    String subscriber = lab.subscriber();
    String station = lab.station();
    Sipp pbx =
        lab.pbx(
            Scenario.of("uac_cancel")
                .call(station, subscriber)
                .media(lab.media(G711.PCMU), G711.PCMU));

    pbx.awaitSuccess(SOON);

    CallRecord record = lab.records().only(station, SOON);
    assertEquals(487, record.getSipStatus());
    assertFalse(record.hasAnsweredAt());
    lab.records().awaitIdle(SOON);
  }

  @Test
  void theExtensionRejectsAndTheMobileIsReleased(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", lab.talking("mobile"));
    phone.awaitEvent("CALL_INCOMING", SOON);

    phone.hangUp();

    lab.world().await(subscriber, "released", "");
    CallRecord record = lab.records().only(subscriber, SOON);
    assertFalse(record.hasAnsweredAt());
    assertEquals("callee", record.getReleasedBy());
  }

  @Test
  void anExtensionThatIsNotRegisteredCannotBeCalled(Lab lab) throws Exception {
    String station = lab.station();
    Sipp pbx = lab.pbx(refused(lab, station, "104", 480));

    pbx.awaitSuccess(SOON);

    assertEquals(480, lab.records().only(station, SOON).getSipStatus());
  }

  @Test
  void anUnknownNumberIs404(Lab lab) throws Exception {
    String station = lab.station();
    Sipp pbx = lab.pbx(refused(lab, station, "7654321", 404));

    pbx.awaitSuccess(SOON);

    CallRecord record = lab.records().only(station, SOON);
    assertEquals(404, record.getSipStatus());
    assertEquals(1, record.getCause());
    assertTrue(pbx.messages().contains("cause=1"), "no Reason with Q.850");
  }

  @Test
  void anExtensionThatMayCallInsideOnlyIs403Outside(Lab lab) throws Exception {
    String subscriber = lab.subscriber();
    Baresip phone = lab.extension("106");

    phone.dial(lab.uri(subscriber));

    assertNotAllowed(lab, phone, subscriber);
  }

  @Test
  void aNumberOnADenyListIs403(Lab lab) throws Exception {
    String number = "1900" + lab.station();
    Baresip phone = lab.extension("101");

    phone.dial(lab.uri(number));

    assertNotAllowed(lab, phone, number);
  }

  private static void assertNotAllowed(Lab lab, Baresip phone, String number) {
    assertClosedWith(phone, "403");
    CallRecord record = lab.records().only(number, SOON);
    assertEquals(403, record.getSipStatus());
    assertEquals(21, record.getCause());
    assertFalse(record.hasAlertedAt());
  }

  @Test
  void anExtensionThatDoesNotAnswerStopsRingingInTime(Lab lab) throws Exception {
    Baresip phone = lab.extension("105");
    String station = lab.station();
    Sipp pbx = lab.pbx(refused(lab, station, "105", 480));
    phone.awaitEvent("CALL_INCOMING", SOON);

    phone.awaitEvent("CALL_CLOSED", SOON);

    pbx.awaitSuccess(SOON);
    assertTrue(pbx.messages().contains("cause=19"), "no Reason with Q.850");
    assertNotAnswered(lab.records().only(station, SOON));
  }

  @Test
  void aMobileThatDoesNotAnswerStopsRingingInTime(Lab lab) {
    String subscriber = lab.subscriber();
    lab.world().behave(subscriber, Behaviour.BEHAVIOUR_NO_ANSWER);

    var _ =
        lab.records()
            .calls()
            .originate(
                OriginateRequest.newBuilder()
                    .setFrom(
                        Endpoint.newBuilder()
                            .setLine(
                                LineEndpoint.newBuilder().setLine("gsm-2").setNumber(subscriber)))
                    .setTo(Endpoint.newBuilder().setExtension("101"))
                    .setRingTimeoutS(3)
                    .build());

    lab.world().await(subscriber, "ringing", "");
    lab.world().await(subscriber, "released", "");
    assertNotAnswered(lab.records().only(subscriber, SOON));
  }

  private static void assertNotAnswered(CallRecord record) {
    assertEquals(19, record.getCause(), record.toString());
    assertEquals("system", record.getReleasedBy());
    assertTrue(record.hasAlertedAt() && !record.hasAnsweredAt(), record.toString());
  }

  @Test
  void aStrangerMustAuthenticate(Lab lab) throws Exception {
    String station = lab.station();
    Sipp stranger = lab.stranger(refused(lab, station, "101", 401));

    stranger.awaitSuccess(SOON);

    assertTrue(lab.records().liveCalls().isEmpty());
  }

  @Test
  void thePbxIsBusyAndTheMobileHearsIt(Lab lab) throws Exception {
    Sipp pbx = lab.pbx(Scenario.of("uas_refuse").with("status", "486 Busy Here"));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", lab.talking("mobile"));

    pbx.awaitSuccess(SOON);

    lab.world().await(subscriber, "released", "");
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(17, record.getCause());
    assertEquals(486, record.getSipStatus());
  }

  @Test
  void theMobileGivesUpWhileThePbxRings(Lab lab) throws Exception {
    Sipp pbx = lab.pbx(Scenario.of("uas_cancelled"));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", lab.talking("mobile"));
    pbx.awaitMessage("180 Ringing", SOON);

    lab.world().hangUp(subscriber);

    pbx.awaitSuccess(SOON);
    assertEquals("caller", lab.records().only(subscriber, SOON).getReleasedBy());
  }

  @Test
  void withAllLinesTakenTheNextCallIs503(Lab lab) throws Exception {
    List<Baresip> phones = new ArrayList<>();
    for (String user : List.of("101", "102", "103", "104")) {
      Baresip phone = lab.extension(user);
      String subscriber = lab.subscriber();
      phone.dial(lab.uri(subscriber));
      lab.world().await(subscriber, "ringing", "");
      phones.add(phone);
    }
    String station = lab.station();

    lab.pbx(refused(lab, station, lab.subscriber(), 503)).awaitSuccess(SOON);

    CallRecord record = lab.records().only(station, SOON);
    assertEquals(503, record.getSipStatus());
    assertEquals(34, record.getCause());
    phones.forEach(Baresip::hangUp);
  }

  private static Scenario refused(Lab lab, String from, String number, int status)
      throws Exception {
    return Scenario.of("uac_reject")
        .call(from, number)
        .with("status", status)
        .media(lab.media(G711.PCMU), G711.PCMU);
  }

  private static void assertClosedWith(Baresip phone, String statuses) {
    JsonNode closed = phone.awaitEvent("CALL_CLOSED", SOON);
    String reason = closed.path("param").asText();
    assertTrue(
        List.of(statuses.split("\\|")).stream().anyMatch(reason::startsWith), closed.toString());
  }
}
