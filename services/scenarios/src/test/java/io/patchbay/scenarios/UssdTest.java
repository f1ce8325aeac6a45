package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdGrpc;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.proto.sms.v1.UssdState;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// USSD with the networks of SIM lines: by a program and by hand.
@ExtendWith(SharedGateway.class)
class UssdTest {
  @Test
  void aProgramWalksThroughAMenuAndReadsAnAnswerThatIsNotLatin(Lab lab) {
    UssdReply menu = send(lab, "gsm-3", "", "*123#");
    assertEquals(UssdState.USSD_STATE_ANSWER_WANTED, menu.getState());
    assertTrue(menu.getText().startsWith("1 Balance\n"), menu.getText());

    UssdReply number = send(lab, "gsm-3", menu.getSession(), "3");

    assertEquals(UssdState.USSD_STATE_DONE, number.getState());
    assertEquals("Your number is " + lab.ready().number("gsm-3"), number.getText());
    assertEquals("您的余额为42.17元。", send(lab, "gsm-3", "", "*101#").getText());
    assertEquals(UssdState.USSD_STATE_NOT_SUPPORTED, send(lab, "gsm-3", "", "*999#").getState());
  }

  @Test
  void manyAskTheSameLineAtOnceAndEachGetsAnAnswer(Lab lab) throws Exception {
    List<CompletableFuture<UssdReply>> asked =
        IntStream.range(0, 5)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> send(lab, "gsm-4", "", "*100#")))
            .toList();
    for (CompletableFuture<UssdReply> reply : asked) {
      assertTrue(reply.get(60, TimeUnit.SECONDS).getText().startsWith("Balance: 42.17 CNY"));
    }
  }

  @Test
  void aLineWithoutUssdAndAnUnknownOneAreNamed(Lab lab) {
    var analogue =
        assertThrows(StatusRuntimeException.class, () -> send(lab, "fxs-1", "", "*100#"));
    assertEquals(Status.Code.INVALID_ARGUMENT, analogue.getStatus().getCode());
    assertTrue(String.valueOf(analogue.getMessage()).contains("fxs-1"), analogue.getMessage());
    var unknown =
        assertThrows(StatusRuntimeException.class, () -> send(lab, "gsm-77", "", "*100#"));
    assertTrue(String.valueOf(unknown.getMessage()).contains("gsm-77"), unknown.getMessage());
  }

  @Test
  void thePageOfALineHoldsADialogueAndFitsADeskAndAPocket(Lab lab) throws Exception {
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.awaitText("#line-gsm-1", "gsm-1");
    browser.open("/lines/gsm-1");
    browser.awaitText("#facts", "IMEI");
    browser.awaitText("#feed", "live");

    browser.fill("#ussd input[name=text]", "*123#");
    browser.click("#ussd button[type=submit]");
    browser.awaitText("#dialogue", "3 My number");
    browser.fill("#ussd input[name=text]", "3");
    browser.click("#ussd button[type=submit]");
    browser.awaitText("#dialogue", "Your number is " + lab.ready().number("gsm-1"));

    for (int width : new int[] {1280, 390}) {
      browser.width(width);
      browser.screenshot("line-" + width);
      assertFalse(browser.overflows(), "wider than " + width);
    }
    assertEquals("", browser.complaints());
  }

  private static UssdReply send(Lab lab, String line, String session, String text) {
    return UssdGrpc.newBlockingStub(lab.records().channel())
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .sendUssd(
            SendUssdRequest.newBuilder().setLine(line).setSession(session).setText(text).build());
  }
}
