package io.patchbay.trunk.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.policy.v1.Announce;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.dialog.CallState.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How emergency calls differ from others (catalogue E4, 4).
final class EmergencyFlowTest {
  private static FlowRun calling(Destination... ways) {
    Plan plan =
        new Plan(
            Decision.newBuilder().setEmergency(true).setCause(34).setSipStatus(503).build(),
            List.of(ways),
            "edge-1",
            "",
            false);
    FlowRun run = FlowRun.invited(true, false);
    return run.on(new CallEvent.Routed(run.now(), plan)).rtp("c-a");
  }

  private static Destination line(String name, boolean preempt) {
    return new Destination.ToLine(
        new Party(Party.Kind.LINE, name, "112"), "edge-1", LineKind.LINE_KIND_SIM, preempt, 0);
  }

  private static List<Dial> dials(FlowRun run) {
    return run.last(Action.ToEdge.class).stream()
        .map(action -> action.command().getDial())
        .filter(dial -> !dial.getLine().isEmpty())
        .toList();
  }

  @Test
  void theEdgeIsToldThatItIsOneAndWhetherACallMayBeEndedForIt() {
    FlowRun run = FlowRun.invited(true, false);
    Plan plan =
        new Plan(
            Decision.newBuilder().setEmergency(true).build(),
            List.of(line("gsm-1", false), line("gsm-2", true)),
            "edge-1",
            "",
            false);
    run.on(new CallEvent.Routed(run.now(), plan));
    Dial first = dials(run).getFirst();
    assertTrue(first.getEmergency());
    assertEquals(false, first.getPreempt());
    assertEquals(
        Dial.Presentation.PRESENTATION_UNSPECIFIED,
        first.getPresentation(),
        "nobody withholds his number from them");
    run.on(new CallEvent.Refused(run.now(), "c-b", CommandCase.DIAL, Refusal.REFUSAL_BUSY));
    assertTrue(dials(run).getFirst().getPreempt());
  }

  @Test
  void everyWayIsTriedWhateverBecameOfTheOnesBefore() {
    FlowRun run = calling(line("gsm-1", true), line("gsm-2", true), line("gsm-3", true));
    run.on(new CallEvent.LineAlerting(run.now(), "c-b"));
    run.on(new CallEvent.LineReleased(run.now(), "c-b", 17));
    assertEquals("gsm-2", dials(run).getFirst().getLine(), "busy after it rang");
    run.on(new CallEvent.LineReleased(run.now(), "c-c", 1));
    assertEquals("gsm-3", dials(run).getFirst().getLine(), "no such number there");
    run.on(new CallEvent.LineReleased(run.now(), "c-d", 8)); // barred
    assertEquals(Phase.ENDED, run.state().phase());
  }

  private static Plan nowhere() {
    return new Plan(
        Decision.newBuilder()
            .setEmergency(true)
            .setCause(34)
            .setSipStatus(503)
            .setAnnounce(
                Announce.newBuilder()
                    .setTone(Announce.Tone.TONE_SPECIAL_INFORMATION)
                    .setFile("no-help.wav"))
            .build(),
        List.of(),
        "edge-1",
        "",
        false);
  }

  private static List<PlayTone> tones(FlowRun run) {
    return run.last(Action.ToEdge.class).stream()
        .map(action -> action.command().getPlayTone())
        .filter(play -> !play.getLegId().isEmpty())
        .toList();
  }

  @Test
  void aSipCallerWithoutAnyWayHearsItBeforeHeIsRefused() {
    FlowRun run = FlowRun.invited(true, false);
    run.on(new CallEvent.Routed(run.now(), nowhere()));
    assertEquals(1, run.last(Action.NoHelp.class).size(), "the front desk learns it at once");
    PlayTone heard = tones(run).getFirst();
    assertEquals(PlayTone.Tone.TONE_SPECIAL_INFORMATION, heard.getTone());
    assertEquals("no-help.wav", heard.getAnnouncement());
    run.rtp("c-a");
    assertEquals(183, run.last(Action.Provisional.class).getFirst().status());
    run.after(20).expired(Timer.TELLING, "");
    Action.Reject refused = run.last(Action.Reject.class).getFirst();
    assertEquals("503 34", refused.status() + " " + refused.cause());
    assertEquals(Phase.ENDED, run.state().phase());
    assertEquals(0, run.last(Action.NoHelp.class).size(), "once");
  }

  @Test
  void aPhoneWithoutAnyWayHearsItAndHangsUp() {
    FlowRun run = FlowRun.offered(LineKind.LINE_KIND_FXS);
    run.on(new CallEvent.Routed(run.now(), nowhere()));
    assertEquals(PlayTone.Tone.TONE_SPECIAL_INFORMATION, tones(run).getFirst().getTone());
    run.on(new CallEvent.LineReleased(run.now(), "c-a", 16));
    assertEquals(Phase.ENDED, run.state().phase());
    run.expired(Timer.TELLING, "");
    assertEquals(Phase.ENDED, run.state().phase());
  }

  @Test
  void whenTheLastWayFailsTheCallerHearsItToo() {
    Plan plan = new Plan(nowhere().decision(), List.of(line("gsm-1", true)), "edge-1", "", false);
    FlowRun run = FlowRun.offered(LineKind.LINE_KIND_FXS);
    run.on(new CallEvent.Routed(run.now(), plan));
    run.on(new CallEvent.LineReleased(run.now(), "c-b", 38));
    assertEquals(1, tones(run).size());
    run.after(20).expired(Timer.TELLING, "");
    assertEquals(38, run.state().end().outcome().cause());
  }

  @Test
  void aCallBackGoesOnToTheNextPlaceWhateverBecameOfTheFirst() {
    Plan plan =
        new Plan(
            Decision.newBuilder().setEmergencyCallBack(true).setCause(17).setSipStatus(486).build(),
            List.of(line("fxs-1", false), line("fxs-2", false), line("fxs-3", false)),
            "edge-1",
            "",
            false);
    FlowRun run = FlowRun.invited(true, false);
    run.on(new CallEvent.Routed(run.now(), plan));
    assertEquals(false, dials(run).getFirst().getEmergency(), "no call is ended for it");
    run.on(new CallEvent.LineAlerting(run.now(), "c-b"));
    run.on(new CallEvent.LineReleased(run.now(), "c-b", 17));
    assertEquals("fxs-2", dials(run).getFirst().getLine(), "busy after it rang");
    run.after(60).expired(Timer.NO_ANSWER, "");
    assertEquals("fxs-3", dials(run).getFirst().getLine(), "nobody answers");
    run.after(60).expired(Timer.NO_ANSWER, "");
    assertEquals(Phase.ENDED, run.state().phase(), "unlike a call for help it is given up");
  }

  @Test
  void itIsNeverGivenUpByUs() {
    FlowRun run = calling(line("gsm-1", true), line("gsm-2", true));
    run.after(60).expired(Timer.NO_ANSWER, "");
    assertEquals("gsm-2", dials(run).getFirst().getLine(), "silent: the next one");
    run.after(60).expired(Timer.NO_ANSWER, "");
    assertEquals(Phase.HUNTING, run.state().phase(), "the last one goes on");
    run.on(new CallEvent.LineAlerting(run.now(), "c-c"));
    run.after(60).expired(Timer.NO_ANSWER, "");
    assertEquals(Phase.HUNTING, run.state().phase(), "it rings");
    run.on(new CallEvent.LineAnswered(run.now(), "c-c"));
    assertEquals(Phase.ACTIVE, run.state().phase());
  }
}
