package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.AutoReply;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineMessages;
import io.patchbay.proto.config.v1.OwnNumber;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.line.v1.ControlLineRequest;
import io.patchbay.proto.line.v1.GetLineRequest;
import io.patchbay.proto.line.v1.LineAction;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A SIM card that does not tell its number: the line finds it out (AT-173…175). What was found
/// stays with the card, so each way has a card of its own.
@ExtendWith(SharedGateway.class)
class OwnNumberTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static Document line(Lab lab, String name) {
    return lab.records().document("Line", name).toBuilder().clearRevision().build();
  }

  private static LinesGrpc.LinesBlockingStub lines(Lab lab) {
    return LinesGrpc.newBlockingStub(lab.records().channel())
        .withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  private static void awaitStatus(Lab lab, String name, String what, Predicate<LineStatus> wanted) {
    Await.until(
        name + ": " + what,
        SOON,
        () ->
            wanted.test(
                lines(lab).getLine(GetLineRequest.newBuilder().setLine(name).build()).getStatus()));
  }

  /// A card that tells nobody its number, in a line whose document does not know it either; then
  /// the document says how to find it out.
  private static void ask(Lab lab, String name, OwnNumber how) {
    Document.Builder changed = line(lab, name).toBuilder();
    changed.getLineBuilder().clearNumber();
    lab.records().put(changed.build());
    lab.world().fault(name, "no-number");
    var _ =
        lines(lab)
            .controlLine(
                ControlLineRequest.newBuilder()
                    .setLine(name)
                    .setAction(LineAction.LINE_ACTION_RESET)
                    .build());
    awaitStatus(
        lab,
        name,
        "in service, its number unknown",
        status ->
            status.getState() == LineState.LINE_STATE_IN_SERVICE && status.getNumber().isEmpty());
    changed.getLineBuilder().setMessages(LineMessages.newBuilder().setOwnNumber(how));
    lab.records().put(changed.build());
  }

  private static void awaitNumber(Lab lab, String name, String number) {
    awaitStatus(lab, name, "knows its number", status -> status.getNumber().equals(number));
  }

  @Test
  void theNetworkTellsByUssd(Lab lab) {
    Document before = line(lab, "gsm-1");
    try {
      ask(lab, "gsm-1", OwnNumber.newBuilder().setUssd("*102#").setKeyword("号码是").build());
      awaitNumber(lab, "gsm-1", lab.ready().number("gsm-1"));
    } finally {
      lab.records().put(before);
    }
  }

  @Test
  void aServiceTellsByShortMessageAndNobodyElse(Lab lab) {
    Document before = line(lab, "gsm-2");
    String service = lab.subscriber();
    String stranger = lab.subscriber();
    try {
      ask(
          lab,
          "gsm-2",
          OwnNumber.newBuilder().setSmsText("NUM").setSmsTo(service).setKeyword("number:").build());
      assertEquals(
          "NUM",
          lab.world().await(service, "sms-received", "", lab.world().began(), SOON).getDetail());
      var _ = lab.world().sms(stranger, lab.ready().number("gsm-2"), "Your number: 666666666");
      var _ =
          lab.world()
              .sms(
                  service,
                  lab.ready().number("gsm-2"),
                  "Service 10086. Your number: " + lab.ready().number("gsm-2") + ". Thank you.");
      awaitNumber(lab, "gsm-2", lab.ready().number("gsm-2"));
    } finally {
      lab.records().put(before);
    }
  }

  @Test
  void anotherLineOfOursTellsByAnsweringItself(Lab lab) {
    Document asks = line(lab, "gsm-3");
    Document answers = line(lab, "gsm-4");
    Document.Builder replying = answers.toBuilder();
    replying
        .getLineBuilder()
        .setMessages(
            LineMessages.newBuilder()
                .setAutoReply(
                    AutoReply.newBuilder().setTrigger("who am I").setText("You are ?, line")));
    try {
      lab.records().put(replying.build());
      ask(
          lab,
          "gsm-3",
          OwnNumber.newBuilder()
              .setLine("gsm-4")
              .setSmsText("who am I")
              .setKeyword("You are")
              .build());
      awaitNumber(lab, "gsm-3", lab.ready().number("gsm-3"));
    } finally {
      lab.records().put(asks);
      lab.records().put(answers);
    }
  }
}
