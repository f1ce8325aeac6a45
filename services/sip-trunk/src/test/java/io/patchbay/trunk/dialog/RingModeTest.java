package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static io.patchbay.trunk.dialog.FlowRun.phone;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.RingMode;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.trunk.dialog.CallEvent.LineAlerting;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallEvent.LineProgress;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// AT-132: what a SIP caller is told while a line is dialled, rings, is heard, and answers.
final class RingModeTest {
  @ParameterizedTest
  @CsvSource({
    "AS_IT_COMES, '', '', 180, 183+sdp",
    "TONE, 180, '', '', ''",
    "COLOUR, '', 183+sdp, '', 183+sdp",
    "TONE_THEN_COLOUR, 180, '', 183+sdp, 183+sdp",
  })
  void callerOfALineIsToldAsTheModeSays(
      String mode, String dialling, String dialled, String rings, String heard) {
    FlowRun run = FlowRun.invited(true, false, manner(mode)).routed(line("gsm-1"));
    assertEquals(dialling, told(run));
    run.rtp("c-a");
    run.on(new CallEvent.Done(run.now(), "c-b", CommandCase.DIAL));
    assertEquals(dialled, told(run));
    run.after(3).on(new LineAlerting(run.now(), "c-b"));
    assertEquals(rings, told(run));
    run.on(new LineProgress(run.now(), "c-b"));
    assertEquals(heard, told(run));
    run.on(new LineAnswered(run.now(), "c-b"));
    assertEquals(1, run.last(Action.Accept.class).size());
  }

  @Test
  void aPhoneThatRingsIsSaidToRingInEveryMode() {
    for (String mode : new String[] {"AS_IT_COMES", "TONE", "COLOUR", "TONE_THEN_COLOUR"}) {
      FlowRun run = FlowRun.invited(true, false, manner(mode)).routed(phone(1)).rtp("c-a");
      assertEquals("180", told(run.rtp("c-b").provisional("c-b", 180)), mode);
    }
  }

  private static Manner manner(String mode) {
    return new Manner(
        DialogSpec.newBuilder().setRing(RingMode.valueOf("RING_MODE_" + mode)).build(),
        Fields.NONE);
  }

  private static String told(FlowRun run) {
    return run.last(Action.Provisional.class).stream()
        .map(one -> one.status() + (one.sdp().isEmpty() ? "" : "+sdp"))
        .collect(Collectors.joining(","));
  }
}
