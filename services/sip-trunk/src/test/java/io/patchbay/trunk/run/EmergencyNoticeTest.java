package io.patchbay.trunk.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.document.Kinds;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.trunk.config.Configuration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EmergencyNoticeTest {
  private final List<String> sent = new ArrayList<>();
  private final List<AuditRecord> audited = new ArrayList<>();

  private EmergencyNotice notice() {
    Configuration configuration = new Configuration();
    configuration.apply(
        List.of(
            Kinds.document(
                "munich",
                SiteSpec.newBuilder()
                    .addNotify("+491701")
                    .addNotify("+491702")
                    .addNotifyMails("desk@example.com")
                    .addNotifyUrls("https://desk.example/alarm")
                    .build())));
    return new EmergencyNotice(
        configuration,
        new SiteNews(
            (id, to, text, _) -> sent.add(id + " " + to + " " + text),
            (url, json, _) -> sent.add(url + " " + json),
            (id, to, text, _) -> sent.add(id + " " + to + " " + text)),
        InstantSource.fixed(Instant.EPOCH),
        audited::add);
  }

  private static Decision placed(String site) {
    return Decision.newBuilder()
        .setEmergency(true)
        .setSite(site)
        .addTargets(Target.newBuilder().setLine("fxo-1"))
        .build();
  }

  private void tell(Decision decision) {
    notice()
        .tell(
            RouteRequest.newBuilder()
                .setCallId("c")
                .setOrigin("101")
                .setCallingNumber("101")
                .setCalledNumber("112")
                .build(),
            decision);
  }

  @Test
  void peopleAtTheSiteAreToldOfAnEmergencyCall() { // E4, 6
    tell(placed("munich"));
    assertEquals(
        List.of(
            "https://desk.example/alarm {\"event\":\"emergency-call\",\"callId\":\"c\",\"site\":\"munich\","
                + "\"caller\":\"101\",\"callingNumber\":\"101\",\"calledNumber\":\"112\","
                + "\"text\":\"EMERGENCY CALL: 101 at munich dialled 112, call c\"}",
            "emergency-c-desk@example.com desk@example.com EMERGENCY CALL: 101 at munich dialled 112, call c",
            "emergency-c-+491701 +491701 EMERGENCY CALL: 101 at munich dialled 112, call c",
            "emergency-c-+491702 +491702 EMERGENCY CALL: 101 at munich dialled 112, call c"),
        sent);
  }

  @Test
  void itStaysInTheAuditTrail() { // E4, 7
    tell(placed("munich"));
    AuditRecord kept = audited.getFirst();
    assertEquals("emergency-c", kept.getEventId());
    assertEquals(
        "101 emergency-call 112",
        kept.getActor() + " " + kept.getAction() + " " + kept.getObject());
    tell(Decision.newBuilder().setEmergencyTest(true).setReason("a test").build());
    assertEquals(1, audited.size());
  }

  @Test
  void andWhenNobodyTakesIt() { // E4, 8
    notice()
        .failed(
            RouteRequest.newBuilder()
                .setCallId("c")
                .setOrigin("101")
                .setCalledNumber("112")
                .setAt(Timestamp.newBuilder().setSeconds(1_795_374_191))
                .build(),
            placed("munich").toBuilder().addTargets(Target.newBuilder().setTrunk("itsp")).build());
    String text =
        "NOBODY TOOK IT, the emergency call of 101 at munich dialled 112"
            + " at 2026-11-22 19:03:11 UTC, call c; tried in vain: line fxo-1, trunk itsp";
    assertTrue(sent.getFirst().contains("\"emergency-call-failed\""), sent.getFirst());
    assertEquals("emergency-failed-c-+491702 +491702 " + text, sent.getLast());
    assertEquals(4, sent.size());
  }

  @Test
  void thatThereWasNoWayOutIsSaid() {
    notice()
        .failed(
            RouteRequest.newBuilder()
                .setCallId("c")
                .setOrigin("101")
                .setCalledNumber("112")
                .build(),
            Decision.newBuilder().setEmergency(true).setSite("munich").build());
    assertTrue(
        sent.getLast()
            .endsWith(
                "NOBODY TOOK IT, the emergency call of 101 at munich dialled 112, call c;"
                    + " there was no way out"),
        sent::getLast);
  }

  @Test
  void aCallWithoutAnyWayIsToldOnce() {
    tell(Decision.newBuilder().setEmergency(true).setSite("munich").build());
    assertEquals(List.of(), sent, "that it failed follows, and says all");
    assertEquals(List.of(), audited);
  }

  @Test
  void nobodyIsToldOfAnyOtherCall() {
    tell(Decision.newBuilder().setSite("munich").build());
    tell(placed(""));
    assertEquals(List.of(), sent);
  }
}
