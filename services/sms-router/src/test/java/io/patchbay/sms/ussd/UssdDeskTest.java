package io.patchbay.sms.ussd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Fault;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.UssdReceived;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.proto.sms.v1.UssdState;
import io.patchbay.sms.control.UssdLines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class UssdDeskTest {
  private static final SendUssdRequest GOOD =
      SendUssdRequest.newBuilder().setLine("gsm-1").setText("*100#").setTimeoutMs(50).build();

  private final List<UssdReply> heard = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private BiConsumer<String, String> network = (line, session) -> {};
  private int ids;
  private final UssdDesk desk =
      new UssdDesk(
          new UssdLines() {
            @Override
            public void send(
                String line, String session, String commandId, String text, int waitMs) {
              network.accept(line, session);
            }

            @Override
            public void cancel(String line, String session, String commandId) {
              cancelled.add(line + "/" + session);
            }
          },
          () -> "id-" + ids++,
          heard::add);

  private void says(String line, String session, String text) {
    UssdReceived received =
        UssdReceived.newBuilder()
            .setSession(session)
            .setText(text)
            .setState(UssdState.USSD_STATE_DONE)
            .build();
    desk.heard(
        LineEventRecord.newBuilder()
            .setEvent(LineEvent.newBuilder().setLine(line).setUssd(received))
            .build());
  }

  @Test
  void theAnswerOfTheDialogueCountsEvenBeforeTheModemHasSaidThatItTookTheQuestion() {
    network =
        (line, session) -> {
          says("gsm-2", session, "of another line");
          says(line, "another", "of another dialogue");
          says(line, session, "Balance 5");
        };

    assertEquals("Balance 5", desk.send(GOOD).getText());
    assertEquals(3, heard.size(), "who watches hears everything");
  }

  @Test
  void silenceOfTheNetworkAndARefusalOfTheLineAreToldAndTheNextQuestionIsTaken() {
    refused(Fault.Kind.TIMED_OUT, "said nothing in 50 ms", GOOD);
    network =
        (line, session) -> {
          throw new Fault(Fault.Kind.CONFLICT, "line gsm-1: busy");
        };
    refused(Fault.Kind.CONFLICT, "busy", GOOD.toBuilder().setSession("s").build());
    network = (line, session) -> says(line, session, "well again");
    assertEquals("well again", desk.send(GOOD.toBuilder().setSession("s").build()).getText());
  }

  @Test
  void whatIsWrongIsNamed() {
    refused(Fault.Kind.INVALID, "line", GOOD.toBuilder().clearLine().build());
    refused(Fault.Kind.INVALID, "text", GOOD.toBuilder().setText("a\"b").build());
    refused(Fault.Kind.INVALID, "text", GOOD.toBuilder().setText("*100#\rATH").build());
    refused(Fault.Kind.INVALID, "session", GOOD.toBuilder().setSession("x".repeat(65)).build());
    refused(Fault.Kind.INVALID, "170001", GOOD.toBuilder().setTimeoutMs(170_001).build());
    assertThrows(Fault.class, () -> desk.cancel("gsm-1", ""));
    desk.cancel("gsm-1", "s");
    assertEquals(List.of("gsm-1/s"), cancelled);
  }

  private void refused(Fault.Kind kind, String named, SendUssdRequest request) {
    Fault fault = assertThrows(Fault.class, () -> desk.send(request));
    assertEquals(kind, fault.kind());
    assertTrue(String.valueOf(fault.getMessage()).contains(named), fault.getMessage());
  }
}
