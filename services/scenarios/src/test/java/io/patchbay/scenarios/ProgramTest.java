package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.ReflectedClient;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An outside program knows nothing but the port: it learns the services by reflection.
@ExtendWith(SharedGateway.class)
class ProgramTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void theDoorListsThePublicServices(Lab lab) {
    List<String> services = new ReflectedClient(lab.records().channel()).services();

    assertTrue(
        services.containsAll(
            List.of(
                "patchbay.call.v1.Calls",
                "patchbay.sms.v1.Messages",
                "patchbay.cdr.v1.Records",
                "patchbay.config.v1.Configuration")),
        services.toString());
  }

  @Test
  void aProgramCallsASubscriberByALineJoinsAnExtensionWatchesAndHangsUp(Lab lab) throws Exception {
    Baresip phone = lab.extension("102");
    String subscriber = lab.subscriber();
    ReflectedClient client = new ReflectedClient(lab.records().channel());
    Iterator<String> events = client.stream("patchbay.call.v1.Calls/WatchEvents", "{}");

    String call =
        client.unary(
            "patchbay.call.v1.Calls/Originate",
            """
            {"from":{"line":{"line":"gsm-2","number":"%s"}},"to":{"extension":"102"}}\
            """
                .formatted(subscriber));
    String id = client.field(call, "callId");
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.answer();
    phone.awaitTone(Duration.ofSeconds(3));
    lab.awaitTone("mobile", Duration.ofSeconds(3));
    var _ = client.unary("patchbay.call.v1.Calls/HangUp", "{\"callId\":\"" + id + "\"}");

    phone.awaitEvent("CALL_CLOSED", SOON);
    lab.world().await(subscriber, "released", "");
    phone.listened().assertTone("extension", 2.5);
    lab.recorded("mobile").assertTone("mobile", 2.5);
    StringBuilder seen = new StringBuilder();
    while (!seen.toString().contains("TYPE_ENDED")) {
      String event = events.next();
      if (event.contains(id)) {
        seen.append(client.field(event, "type")).append(' ');
      }
    }
    assertTrue(seen.toString().contains("TYPE_STARTED"), seen.toString());
    assertTrue(seen.toString().contains("TYPE_ANSWERED"), seen.toString());
    assertEquals("api", lab.records().only(subscriber, SOON).getOriginKind());
  }
}
