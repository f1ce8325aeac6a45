package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.EmergencySpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.sim.v1.Behaviour;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Calls for help with a real telephone: called back, taken by nobody, and only tested (catalogue
/// E4).
@ExtendWith(SharedGateway.class)
class HelpTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /// Every way is tried, and then the tone lasts 20 s.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String HELP = "112";

  @AfterEach
  void nothingStands(Lab lab) {
    lab.world().behave(HELP, Behaviour.BEHAVIOUR_RING);
    lab.records().hangUpAll();
    lab.gateway().client("policies", "restore", "emergency/extension/104");
  }

  @Test
  void whoCalledForHelpIsCalledBack(Lab lab) throws Exception { // E4, 4
    Baresip phone = lab.extension("103");
    phone.dial(lab.uri(HELP));
    lab.world().answer(HELP, CallPlan.getDefaultInstance());
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.hangUp();
    CallRecord help = lab.records().only(HELP, lab.began(), SOON);
    assertTrue(help.getEmergency(), help.toString());
    assertEquals("fxo-1", help.getLegs(1).getName(), "the exchange line first");

    // whoever else calls on that line reaches nobody
    lab.world().call(HELP, "fxo-1", CallPlan.getDefaultInstance());
    phone.answer();
    phone.hangUp();
    CallRecord back =
        Await.value(
            "record of the call back",
            SOON,
            () ->
                lab.records().withNumber("103").stream()
                    .filter(CallRecord::getEmergencyCallBack)
                    .filter(record -> record.getOrigin().equals("fxo-1"))
                    .findFirst());
    assertFalse(back.getEmergency());
    assertTrue(back.hasAnsweredAt(), back.toString());
  }

  @Test
  void whomNobodyTakesHearsItAndIsAnAlarmUntilItIsAcknowledged(Lab lab) throws Exception { // E4, 8
    lab.world().behave(HELP, Behaviour.BEHAVIOUR_REJECT);
    Baresip phone = lab.extension("104");
    phone.dial(lab.uri(HELP));
    phone.awaitEvent("CALL_PROGRESS", PATIENCE);
    JsonNode closed = phone.awaitEvent("CALL_CLOSED", PATIENCE);
    // the last network has refused it
    assertTrue(closed.path("param").asText().startsWith("403"), closed.toString());
    assertTrue(phone.listened().longestStretch().seconds() > 0, "something was to be heard");
    CallRecord record = lab.records().only("104", lab.began(), SOON);
    assertTrue(record.getEmergency() && !record.hasAnsweredAt(), record.toString());
    Await.until(
        "the alarm",
        SOON,
        () -> policies(lab).contains("emergency/extension/104: extension 104 dialled 112"));
    lab.gateway().client("policies", "restore", "emergency/extension/104");
    assertFalse(policies(lab).contains("emergency/extension/104"), policies(lab));
  }

  private static String policies(Lab lab) {
    return lab.gateway().client("policies").output();
  }

  @Test
  void theTestNumberIsAnsweredAndCallsNobody(Lab lab) throws Exception { // E4, 7
    SettingsSpec.Builder settings =
        SettingsSpec.newBuilder().setEmergency(EmergencySpec.newBuilder().setTestNumber("933"));
    try (var _ = lab.settings(settings)) {
      Await.until(
          "the test number",
          SOON,
          () -> lab.gateway().client("explain", "102", "933").output().contains("a test:"));
      Baresip phone = lab.extension("102");
      phone.dial(lab.uri("933"));
      phone.awaitEvent("CALL_ESTABLISHED", SOON);
      phone.awaitEvent("CALL_CLOSED", SOON);
      CallRecord record = lab.records().only("933", SOON);
      assertTrue(record.getEmergencyTest() && !record.getEmergency(), record.toString());
      assertEquals(
          Optional.empty(),
          record.getLegsList().stream()
              .filter(leg -> leg.getDirection().equals("outbound"))
              .findFirst());
      assertTrue(
          record.getTraceList().toString().contains("112 would be called by fxo-1"),
          record.toString());
    }
  }
}
