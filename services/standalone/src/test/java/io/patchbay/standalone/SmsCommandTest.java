package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.sms.v1.AlphabetChoice;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SmsCommandTest {
  private static SendMessageRequest request(String... arguments) {
    return SmsCommand.request(ClientOptions.parse(List.of(arguments)), "r");
  }

  @Test
  void withoutOptionsNothingIsAskedForBeyondTheText() {
    assertEquals(
        SendMessageRequest.newBuilder()
            .setRequestId("r")
            .setTo("10086")
            .setText("hello world")
            .setOrigin("cli")
            .build(),
        request("10086", "hello", "world"));
  }

  @Test
  void everyOptionIsInTheRequest() {
    assertEquals(
        SendMessageRequest.newBuilder()
            .setRequestId("r")
            .setTo("10086")
            .setText("hi")
            .setOrigin("cli")
            .setLine("gsm-1")
            .setDeliveryReport(true)
            .setMessageClass(0)
            .setValidityMinutes(30)
            .setServiceCentre("+8613800100500")
            .setAlphabets(AlphabetChoice.ALPHABET_CHOICE_CHEAPEST)
            .setReplyPath(true)
            .build(),
        request(
            "--line",
            "gsm-1",
            "--report",
            "--flash",
            "--validity",
            "30",
            "--smsc",
            "+8613800100500",
            "--alphabets",
            "cheapest",
            "--reply-path",
            "10086",
            "hi"));
  }

  @Test
  void wrongValuesAreNamed() {
    refused("--validity", "soon", "--validity", "soon", "1", "x");
    refused("--validity", "1 to 635040", "--validity", "0", "1", "x");
    refused("--alphabets", "'klingon'", "--alphabets", "klingon", "1", "x");
    refused("--smsc", "", "1", "x", "--smsc");
  }

  private static void refused(String option, String value, String... arguments) {
    String message =
        String.valueOf(assertThrows(StartFailure.class, () -> request(arguments)).getMessage());
    assertTrue(message.contains(option) && message.contains(value), message);
  }
}
