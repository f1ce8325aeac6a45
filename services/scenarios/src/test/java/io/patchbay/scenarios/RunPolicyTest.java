package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.call.v1.Endpoint;
import io.patchbay.proto.call.v1.LineEndpoint;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.sim.v1.Behaviour;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Gateway.Ended;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A line whose calls fail is taken out of use and shown red; a click restores it (G17, AT-147).
@ExtendWith(SharedGateway.class)
class RunPolicyTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String DISABLED =
      "disabled by run policy dead (2 calls in a row did not ring)";

  @Test
  void aLineIsDisabledAfterFailedCallsAndAClickRestoresIt(Lab lab) throws Exception {
    lab.records()
        .put(
            DocumentYaml.parse(
                    "t",
                    """
                    kind: RunPolicy
                    name: dead
                    spec: {on: [line/gsm-4], no-ring-calls: 2, actions: [disable-call-out]}
                    """)
                .getFirst());
    AutoCloseable forget = () -> lab.records().delete("RunPolicy", "dead");
    var _ = lab.keep(forget);
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.awaitText("#feed", "live");

    fails(lab);
    assertFalse(policies(lab).output().contains("gsm-4"), "one is not enough");
    fails(lab);
    browser.awaitText("#line-gsm-4", DISABLED);
    browser.find("#line-gsm-4.red");
    browser.screenshot("board-red-line");
    assertTrue(policies(lab).output().contains("line/gsm-4: " + DISABLED), policies(lab).output());
    Ended explained = lab.gateway().client("explain", "101", "13012345678");
    assertTrue(explained.output().contains(DISABLED), explained.output());

    browser.click("#restore-gsm-4");
    browser.awaitText("#line-gsm-4", "in service");
    assertEquals("no policy is against any line\n", policies(lab).output());
    fails(lab);
    fails(lab);
    browser.awaitText("#line-gsm-4", DISABLED);
    browser.click("#select-gsm-4");
    browser.click("#restore-selected");
    browser.awaitText("#line-gsm-4", "in service");
    Ended after = lab.gateway().client("explain", "101", "13012345678");
    assertFalse(after.output().contains(DISABLED), after.output());
    assertEquals("", browser.complaints());
  }

  private static Ended policies(Lab lab) {
    return lab.gateway().client("policies");
  }

  private static void fails(Lab lab) {
    String subscriber = lab.subscriber();
    lab.world().behave(subscriber, Behaviour.BEHAVIOUR_ABSENT);
    var _ =
        lab.records()
            .calls()
            .originate(
                OriginateRequest.newBuilder()
                    .setFrom(
                        Endpoint.newBuilder()
                            .setLine(
                                LineEndpoint.newBuilder().setLine("gsm-4").setNumber(subscriber)))
                    .setTo(Endpoint.newBuilder().setExtension("101"))
                    .build());
    var _ = lab.records().only(subscriber, SOON);
  }
}
