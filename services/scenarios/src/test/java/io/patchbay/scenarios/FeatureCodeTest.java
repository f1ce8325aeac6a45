package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Phones that dial feature codes: what is set is heard, seen, and carried out for the next call.
@ExtendWith(SharedGateway.class)
class FeatureCodeTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @AfterEach
  void forwardNothing(Lab lab) {
    lab.handsetsDown();
    code(lab, "*73#");
  }

  /// Dials a code on the analogue phone and waits for the dial tone that says it is done.
  private static void code(Lab lab, String code) {
    String name = "code" + code.replaceAll("[^0-9]", "");
    lab.phone("fxs-1").liftForDialTone(lab.recording(name));
    lab.phone("fxs-1").dial(code);
    lab.phone("fxs-1").hear(lab.recording(name + "-done"));
    Handset.awaitDialTone(lab.recording(name + "-done"));
    lab.phone("fxs-1").hangUp();
    lab.records().awaitIdle(SOON);
  }

  private static void awaitShown(Lab lab, boolean set) {
    Await.until(
        "the line shows " + (set ? "the forwarding" : "none"),
        SOON,
        () -> lab.gateway().client("line", "fxs-1").output().contains("forward-always 102") == set);
  }

  @Test
  void callsAreForwardedUntilThatIsTakenBack(Lab lab) throws Exception { // AT-060
    Baresip other = lab.extension("102");
    Baresip caller = lab.extension("103");
    code(lab, "*72102#");
    awaitShown(lab, true);

    caller.dial(lab.uri("201"));
    assertTrue(other.awaitEvent("CALL_INCOMING", SOON).path("peeruri").asText().contains("103"));
    other.accept();
    caller.awaitEvent("CALL_ESTABLISHED", SOON);
    caller.hangUp();
    other.awaitEvent("CALL_CLOSED", SOON);
    var record = lab.records().only("103", lab.began(), SOON);
    assertTrue(
        record.getTraceList().contains("divert: line fxs-1: forward-always 102"),
        record.toString());
    assertEquals("102", record.getLegs(1).getName());

    code(lab, "*73#");
    awaitShown(lab, false);
    caller.dial(lab.uri("201"));
    lab.world().await("fxs-1", "ring", "");
    caller.hangUp();
    lab.records().awaitIdle(SOON); // else who lifts the phone answers
  }
}
