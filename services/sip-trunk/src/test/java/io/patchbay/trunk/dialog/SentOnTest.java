package io.patchbay.trunk.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.Destination.Sent;
import io.patchbay.trunk.sdp.Codec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A phone that sends calls on when it is busy or does not answer (catalogue H-132, H-134).
final class SentOnTest {
  private static final Destination PHONE =
      new Destination.ToLine(
          new Party(Party.Kind.LINE, "fxs-1", "201"), "edge-1", LineKind.LINE_KIND_FXS, false, 20);
  private static final Destination WHEN_BUSY = line("gsm-1", 17);
  private static final Destination UNANSWERED = line("gsm-2", 18, 19, 20, 27, 38);

  private static Destination line(String name, Integer... after) {
    return new Destination.ToLine(
        new Party(Party.Kind.LINE, name, "5551212"),
        "edge-1",
        LineKind.LINE_KIND_SIM,
        false,
        0,
        new Sent(List.of(after), List.of("201")));
  }

  private static FlowRun placed() {
    return FlowRun.offered(LineKind.LINE_KIND_FXO).routed(PHONE, WHEN_BUSY, UNANSWERED);
  }

  private static String dialled(FlowRun run) {
    return run.last(Action.ToEdge.class).stream()
        .map(Action.ToEdge::command)
        .filter(Command::hasDial)
        .map(command -> command.getDial().getLine())
        .findFirst()
        .orElse("nobody");
  }

  @Test
  void aBusyPhoneSendsItToTheNumberForThat() {
    FlowRun run = placed();
    run.on(new CallEvent.Refused(run.now(), "c-b", CommandCase.DIAL, Refusal.REFUSAL_BUSY));
    assertEquals("gsm-1", dialled(run));
    assertEquals(List.of("201"), run.state().moves().diverted());
    run.on(new CallEvent.LineReleased(run.now(), "c-c", 17));
    assertEquals(Phase.ENDED, run.state().phase(), "what is behind it is for no answer");
  }

  @Test
  void aPhoneThatRingsInVainSendsItToTheOtherOne() {
    FlowRun run = placed();
    run.on(new CallEvent.LineAlerting(run.now(), "c-b"));
    assertEquals(List.of(), run.state().moves().diverted());
    run.after(20).expired(Timer.NEXT_PLACE, "c-b");
    assertEquals("gsm-2", dialled(run));
    assertEquals(List.of("201"), run.state().moves().diverted());
    run.on(new CallEvent.LineAnswered(run.now(), "c-c"));
    assertEquals("c-c", run.state().callee());
  }

  @Test
  void aPhoneWhosePatienceIsShorterSendsItOnToo() {
    FlowRun run = placed();
    run.on(new CallEvent.LineAlerting(run.now(), "c-b"));
    run.after(10).expired(Timer.NO_ANSWER, "");
    assertEquals("gsm-2", dialled(run));
  }

  @ParameterizedTest
  @CsvSource({"41, nobody", "21, nobody", "27, gsm-2", "17, gsm-1"})
  void whatElseEndsACallSendsItNowhere(int cause, String next) {
    FlowRun run = placed();
    run.on(new CallEvent.LineReleased(run.now(), "c-b", cause));
    assertEquals(next, dialled(run));
  }

  @Test
  void whoIsNotThereIsNotBusy() {
    Destination away =
        new Destination.ToSip(
            new Party(Party.Kind.EXTENSION, "101", "101"),
            List.of(),
            Codec.DEFAULT,
            0,
            MediaSpec.getDefaultInstance());
    FlowRun run = FlowRun.offered(LineKind.LINE_KIND_FXO).routed(away, WHEN_BUSY, UNANSWERED);
    assertEquals("gsm-2", dialled(run));
    run = FlowRun.offered(LineKind.LINE_KIND_FXO).routed(away, WHEN_BUSY);
    assertEquals("nobody", dialled(run));
    assertEquals(Phase.ENDED, run.state().phase());
  }

  @Test
  void anExtensionThatRejectsWhileItRingsIsBusy() {
    Destination phone = FlowRun.phone(1);
    FlowRun run = FlowRun.offered(LineKind.LINE_KIND_FXO).routed(phone, WHEN_BUSY);
    run.rtp("c-b");
    run.failure("c-b", 486);
    assertEquals("gsm-1", dialled(run));
  }
}
