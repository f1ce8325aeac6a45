package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.patchbay.proto.sms.v1.AlphabetChoice;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.tpdu.Alphabet;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import io.patchbay.tpdu.Validity;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How a message is to be sent: what is asked for at the doors is in the PDU the modem gets.
@ExtendWith(SharedGateway.class)
class MessageOptionsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void aFlashMessageGoesOutAsClassZeroAndIsReceived(Lab lab) throws Exception {
    String subscriber = lab.subscriber();

    Message accepted = send(lab, by("gsm-2", subscriber, "look up").setMessageClass(0));

    assertTrue(accepted.hasMessageClass());
    Tpdu.Submit submit = submit(awaitPdu(lab, "gsm-2"));
    assertEquals(OptionalInt.of(0), submit.coding().messageClass());
    assertEquals(subscriber, submit.destination().value());
    assertEquals("look up", lab.world().await(subscriber, "sms-received", "").getDetail());
  }

  @Test
  void aMessageOfTwoHoursByAnotherServiceCentreSaysSoToTheNetwork(Lab lab) throws Exception {
    String subscriber = lab.subscriber();

    Message accepted =
        send(
            lab,
            by("gsm-3", subscriber, "ağaçları şimdi gördüm, ışıl ışıldı. ".repeat(4))
                .setValidityMinutes(118)
                .setServiceCentre("+86 138-0010-0599")
                .setReplyPath(true)
                .setAlphabets(AlphabetChoice.ALPHABET_CHOICE_CHEAPEST));

    assertEquals(120, accepted.getValidityMinutes());
    SmsPdu pdu = awaitPdu(lab, "gsm-3");
    assertEquals("+8613800100599", pdu.smsc().value());
    Tpdu.Submit submit = submit(pdu);
    Validity.Relative validity = assertInstanceOf(Validity.Relative.class, submit.validity());
    assertEquals(Duration.ofHours(2), validity.period());
    assertTrue(submit.replyPath());
    assertEquals(Alphabet.GSM7, submit.data().alphabet());
    assertEquals(OptionalInt.empty(), submit.coding().messageClass());
  }

  @Test
  void aFlashMessageThatComesInIsShownAsOneAndReachesTheExtension(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String text = "flash for " + lab.subscriber();

    send(lab, by("gsm-4", lab.ready().number("gsm-1"), text).setMessageClass(0));

    Message received =
        Await.value(
            "the message on gsm-1",
            SOON,
            () ->
                lab
                    .records()
                    .messages()
                    .listMessages(
                        ListMessagesRequest.newBuilder()
                            .setLine("gsm-1")
                            .setDirection(Direction.DIRECTION_INBOUND)
                            .build())
                    .getMessagesList()
                    .stream()
                    .filter(message -> message.getText().equals(text))
                    .findFirst());
    assertTrue(received.hasMessageClass());
    assertEquals(0, received.getMessageClass());
    assertFalse(received.getUnparsed());
    var _ = phone.awaitLog(text.replace("+", "\\+"), SOON);
  }

  @Test
  void theFormOfTheConsoleSendsAFlashMessageWithItsValidity(Lab lab) throws Exception {
    String subscriber = lab.subscriber();
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.awaitText("#line-gsm-1", "gsm-1");
    browser.choose("#send select[name=line]", "gsm-2");
    browser.fill("#send input[name=to]", subscriber);
    browser.fill("#send textarea[name=text]", "flash from the console");
    browser.click("#send details summary");
    browser.click("#send input[name=flash]");
    browser.fill("#send input[name=validity]", "12");
    for (int width : new int[] {1280, 390}) {
      browser.width(width);
      assertFalse(browser.overflows(), "wider than " + width);
    }

    browser.click("#send button[type=submit]");

    Tpdu.Submit submit = submit(awaitPdu(lab, "gsm-2"));
    assertEquals(OptionalInt.of(0), submit.coding().messageClass());
    Validity.Relative validity = assertInstanceOf(Validity.Relative.class, submit.validity());
    assertEquals(Duration.ofMinutes(15), validity.period());
    lab.world().await(subscriber, "sms-received", "flash from the console");
    browser.open("/messages?peer=" + subscriber.replace("+", "%2B"));
    browser.awaitText("tbody", "flash");
    assertEquals("", browser.complaints());
  }

  @Test
  void aWrongOptionIsRefusedByNameAndNothingIsSent(Lab lab) {
    String subscriber = lab.subscriber();
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> send(lab, by("gsm-2", subscriber, "never").setValidityMinutes(700_000)));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("validity_minutes") && said.contains("700000"), said);
  }

  private static SendMessageRequest.Builder by(String line, String to, String text) {
    return SendMessageRequest.newBuilder().setLine(line).setTo(to).setText(text);
  }

  private static Message send(Lab lab, SendMessageRequest.Builder request) {
    return lab.records().messages().sendMessage(request.build());
  }

  /// What the modem of a line was given.
  private static SmsPdu awaitPdu(Lab lab, String line) throws TpduException {
    return SmsPdu.parseHex(lab.world().await(line, "sms-sent", "").getDetail());
  }

  private static Tpdu.Submit submit(SmsPdu pdu) throws TpduException {
    return assertInstanceOf(Tpdu.Submit.class, Tpdu.decode(pdu.tpdu().toArray()));
  }
}
