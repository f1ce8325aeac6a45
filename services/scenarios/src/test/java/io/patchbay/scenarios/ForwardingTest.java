package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import io.patchbay.proto.line.v1.GetLineRequest;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.proto.line.v1.QueryForwardingRequest;
import io.patchbay.proto.line.v1.SetForwardingRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Call forwarding in the mobile network: by hand, and by group mode (AT-186).
@ExtendWith(SharedGateway.class)
class ForwardingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static LinesGrpc.LinesBlockingStub lines(Lab lab) {
    return LinesGrpc.newBlockingStub(lab.records().channel())
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private static void forward(Lab lab, String line, ForwardReason reason, String number) {
    CallForward wanted = CallForward.newBuilder().setReason(reason).setNumber(number).build();
    assertEquals(
        wanted,
        lines(lab)
            .setForwarding(
                SetForwardingRequest.newBuilder().setLine(line).setForward(wanted).build())
            .getForwards(0));
  }

  private static void awaitForwardOnBusy(Lab lab, String line, String words) {
    Await.until(
        line + " forwards on busy: " + words,
        SOON,
        () ->
            lines(lab)
                .getLine(GetLineRequest.newBuilder().setLine(line).build())
                .getStatus()
                .getIdentityOrDefault("forward-busy", "")
                .equals(words));
  }

  @Test
  void whatIsChangedByAProgramIsCarriedOutByTheNetworkAndShownOnThePage(Lab lab) throws Exception {
    String target = lab.subscriber();
    forward(lab, "gsm-4", ForwardReason.FORWARD_REASON_UNCONDITIONAL, target);
    try {
      String caller = lab.subscriber();
      lab.world().call(caller, "gsm-4", lab.talking("mobile"));
      lab.world().await(target, "ringing", caller);
      lab.world().giveUp(caller);
      Browser browser = lab.keep(new Browser(lab.ready().http()));
      browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
      browser.awaitText("#line-gsm-4", "gsm-4");
      browser.open("/lines/gsm-4");
      browser.awaitText("#forwards", target);
      browser.click("#forward-ask");
      browser.awaitText("#forwards [data-reason=busy]", "off");
      for (int width : new int[] {1280, 390}) {
        browser.width(width);
        assertEquals(false, browser.overflows(), "wider than " + width);
      }
      assertEquals("", browser.complaints());
    } finally {
      forward(lab, "gsm-4", ForwardReason.FORWARD_REASON_UNCONDITIONAL, "");
    }
    assertEquals(
        4,
        lines(lab)
            .queryForwarding(QueryForwardingRequest.newBuilder().setLine("gsm-4").build())
            .getForwardsList()
            .stream()
            .filter(each -> each.getNumber().isEmpty())
            .count());
  }

  @Test
  void callersOfABusyLineReachTheNextIdleOneAndNobodyWhenAllAreBusy(Lab lab) throws Exception {
    Baresip first = lab.extension("101");
    Baresip second = lab.extension("102");
    lab.records()
        .put(
            Document.newBuilder()
                .setKind("LineGroup")
                .setName("published")
                .setLineGroup(LineGroupSpec.newBuilder().setServer("gsm-1").addLines("gsm-2"))
                .build());
    try {
      awaitForwardOnBusy(lab, "gsm-1", lab.ready().number("gsm-2"));
      var _ = lab.mobileCalls("gsm-1", first);
      var _ = lab.mobileCalls("gsm-1", second);
      awaitForwardOnBusy(lab, "gsm-1", "off");
      String third = lab.subscriber();
      lab.world().call(third, "gsm-1", lab.talking("third"));
      lab.world().await(third, "released", "user-busy");
    } finally {
      lab.records().delete("LineGroup", "published");
      lab.records().hangUpAll();
    }
    awaitForwardOnBusy(lab, "gsm-1", "off");
  }
}
