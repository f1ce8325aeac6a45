package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.GetMessageRequest;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Short messages from subscribers to lines and back: plain, long and not Latin.
@ExtendWith(SharedGateway.class)
class MessagesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  static String[] texts() {
    return new String[] {
      "Hello from outside",
      "Grüße @ £5 {€}",
      "您好，世界 – привет, мир ☎",
      "0123456789 ".repeat(40) + "end",
      "很长的短信。".repeat(40),
    };
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aMessageToALineIsInTheLedgerWhole(String text, Lab lab) {
    String subscriber = lab.subscriber();

    int parts = lab.world().sms(subscriber, "gsm-2", text);

    Message message = awaitLedger(lab, subscriber, MessageState.MESSAGE_STATE_RECEIVED);
    assertEquals(text, message.getText());
    assertEquals(parts, message.getParts());
    assertEquals("gsm-2", message.getLine());
    assertEquals(Direction.DIRECTION_INBOUND, message.getDirection());
    assertEquals(1, ledger(lab, subscriber));
  }

  @Test
  void aMessageToALineReachesTheExtensionBoundToIt(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();

    var _ = lab.world().sms(subscriber, "gsm-1", "meet at 8?");

    var _ = phone.awaitLog("^MESSAGE sip:101", SOON);
    var _ = phone.awaitLog("^From: .*" + Pattern.quote(subscriber), SOON);
    var _ = phone.awaitLog("meet at 8\\?", SOON);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aMessageFromAProgramReachesTheSubscriberAndIsReported(String text, Lab lab) {
    String subscriber = lab.subscriber();

    Message accepted =
        lab.records()
            .messages()
            .sendMessage(
                SendMessageRequest.newBuilder()
                    .setTo(subscriber)
                    .setText(text)
                    .setDeliveryReport(true)
                    .build());

    assertEquals(text, lab.world().await(subscriber, "sms-received", "").getDetail());
    Message delivered =
        Await.value(
            "delivery report for " + accepted.getMessageId(),
            SOON,
            () ->
                java.util.Optional.of(
                        lab.records()
                            .messages()
                            .getMessage(
                                GetMessageRequest.newBuilder()
                                    .setMessageId(accepted.getMessageId())
                                    .build()))
                    .filter(message -> message.getState() == MessageState.MESSAGE_STATE_DELIVERED));
    assertEquals(delivered.getParts(), delivered.getPartsDone());
  }

  @Test
  void theSameRequestTwiceIsOneMessage(Lab lab) {
    String subscriber = lab.subscriber();
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setRequestId("key-" + subscriber)
            .setTo(subscriber)
            .setText("once")
            .build();

    Message first = lab.records().messages().sendMessage(request);
    Message second = lab.records().messages().sendMessage(request);

    assertEquals(first.getMessageId(), second.getMessageId());
    lab.world().await(subscriber, "sms-received", "once");
    awaitLedger(lab, subscriber, MessageState.MESSAGE_STATE_SENT);
    assertEquals(1, ledger(lab, subscriber));
  }

  @Test
  void aMessageSentByRestGoesOutByTheNamedLine(Lab lab) throws Exception {
    String subscriber = lab.subscriber();
    String user = lab.ready().consoleUser() + ":" + lab.ready().consolePassword();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(lab.ready().http() + "/api/messages"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"to\":\"%s\",\"text\":\"by REST\",\"line\":\"gsm-4\"}"
                        .formatted(subscriber)))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), response.body());
    }

    var received = lab.world().await(subscriber, "sms-received", "by REST");
    assertEquals(lab.ready().number("gsm-4"), received.getPeer());
  }

  @Test
  void aSubscriberOutOfCoverageGetsItLater(Lab lab) {
    String subscriber = lab.subscriber();
    lab.world().behave(subscriber, io.patchbay.proto.sim.v1.Behaviour.BEHAVIOUR_ABSENT);
    var _ =
        lab.records()
            .messages()
            .sendMessage(
                SendMessageRequest.newBuilder().setTo(subscriber).setText("later").build());
    awaitLedger(lab, subscriber, MessageState.MESSAGE_STATE_SENT);

    lab.world().behave(subscriber, io.patchbay.proto.sim.v1.Behaviour.BEHAVIOUR_RING);

    lab.world().await(subscriber, "sms-received", "later");
  }

  private static Message awaitLedger(Lab lab, String peer, MessageState state) {
    return Await.value(
        "message of " + peer + " in state " + state,
        SOON,
        () ->
            lab
                .records()
                .messages()
                .listMessages(ListMessagesRequest.newBuilder().setPeer(peer).build())
                .getMessagesList()
                .stream()
                .filter(message -> message.getState() == state)
                .findFirst());
  }

  private static int ledger(Lab lab, String peer) {
    return lab.records()
        .messages()
        .listMessages(ListMessagesRequest.newBuilder().setPeer(peer).build())
        .getMessagesCount();
  }
}
