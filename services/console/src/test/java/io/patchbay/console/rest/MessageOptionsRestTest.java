package io.patchbay.console.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.proto.sms.v1.AlphabetChoice;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.proto.sms.v1.Waiting;
import io.patchbay.proto.sms.v1.WaitingKind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// How a message is to be sent, and what is special about one that came.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessageOptionsRestTest {
  private static final String OPERATOR = "olga:olgapass";
  private static final String VIEWER = "victor:victorpass";
  private static final String JSON = "application/json";

  private final FakeServices services = new FakeServices();
  private final Console console;

  MessageOptionsRestTest(@TempDir Path directory) throws IOException {
    console =
        Console.start(
            directory,
            Map.of(
                "patchbay.trunks", services.address(),
                "patchbay.sms-router", services.address(),
                "patchbay.cdr-analytics", services.address()));
  }

  @AfterAll
  void stop() {
    console.close();
    services.close();
  }

  @Test
  void theOptionsOfAMessageAreHandedOn() {
    String body =
        "{\"to\":\"10086\",\"text\":\"now\",\"messageClass\":0,\"validityMinutes\":30,"
            + "\"serviceCentre\":\"+86138\",\"alphabets\":\"ALPHABET_CHOICE_CHEAPEST\",\"replyPath\":true}";
    assertEquals(200, console.send(OPERATOR, "POST", "/api/messages", JSON, body).statusCode());
    SendMessageRequest wanted =
        SendMessageRequest.newBuilder()
            .setTo("10086")
            .setText("now")
            .setMessageClass(0)
            .setValidityMinutes(30)
            .setServiceCentre("+86138")
            .setAlphabets(AlphabetChoice.ALPHABET_CHOICE_CHEAPEST)
            .setReplyPath(true)
            .setOrigin("console/olga")
            .build();
    assertTrue(services.asked.contains(wanted));
    HttpResponse<String> refused =
        console.send(
            OPERATOR,
            "POST",
            "/api/messages",
            JSON,
            "{\"to\":\"1\",\"text\":\"x\",\"alphabets\":\"KLINGON\"}");
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("KLINGON"), refused.body());
  }

  @Test
  void whatIsSpecialAboutAReceivedMessageIsShownAndInTheJson() {
    Message special =
        Message.newBuilder()
            .setMessageId("special")
            .setDirection(Direction.DIRECTION_INBOUND)
            .setState(MessageState.MESSAGE_STATE_INCOMPLETE)
            .setReason("no text but 4 octets of data")
            .setMessageClass(0)
            .setUnparsed(true)
            .addWaiting(
                Waiting.newBuilder()
                    .setKind(WaitingKind.WAITING_KIND_VOICE)
                    .setActive(true)
                    .setCount(3))
            .addWaiting(Waiting.newBuilder().setKind(WaitingKind.WAITING_KIND_FAX))
            .build();
    services.messages.add(special);
    String json = console.get(VIEWER, "/api/messages").body();
    assertTrue(json.contains("\"messageClass\":0"), json);
    assertTrue(json.contains("\"unparsed\":true"), json);
    assertTrue(json.contains("WAITING_KIND_VOICE"), json);
    String page = console.get(VIEWER, "/messages").body();
    for (String shown :
        List.of(
            ">flash<",
            ">3 voice messages wait<",
            ">no fax message waits<",
            ">not readable<",
            "no text but 4 octets of data")) {
      assertTrue(page.contains(shown), shown + " in " + page);
    }
  }
}
