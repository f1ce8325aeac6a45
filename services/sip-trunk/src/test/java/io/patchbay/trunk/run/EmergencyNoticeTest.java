package io.patchbay.trunk.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.trunk.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EmergencyNoticeTest {
  private final List<String> sent = new ArrayList<>();

  private void tell(Decision decision) {
    Configuration configuration = new Configuration();
    configuration.apply(
        List.of(
            Kinds.document(
                "munich",
                SiteSpec.newBuilder()
                    .addNotify("+491701")
                    .addNotify("+491702")
                    .addNotifyUrls("https://desk.example/alarm")
                    .build())));
    new EmergencyNotice(
            configuration,
            (id, origin, to, text, _) -> sent.add(id + " " + to + " " + text),
            (url, json, _) -> sent.add(url + " " + json))
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
    tell(Decision.newBuilder().setEmergency(true).setSite("munich").build());
    assertEquals(
        List.of(
            "https://desk.example/alarm {\"event\":\"emergency-call\",\"callId\":\"c\",\"site\":\"munich\","
                + "\"caller\":\"101\",\"callingNumber\":\"101\",\"calledNumber\":\"112\","
                + "\"text\":\"EMERGENCY CALL: 101 at munich dialled 112\"}",
            "emergency-c-+491701 +491701 EMERGENCY CALL: 101 at munich dialled 112",
            "emergency-c-+491702 +491702 EMERGENCY CALL: 101 at munich dialled 112"),
        sent);
  }

  @Test
  void nobodyIsToldOfAnyOtherCall() {
    tell(Decision.newBuilder().setSite("munich").build());
    tell(Decision.newBuilder().setEmergency(true).build());
    assertEquals(List.of(), sent);
  }
}
