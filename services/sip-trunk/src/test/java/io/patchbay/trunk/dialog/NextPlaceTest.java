package io.patchbay.trunk.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.trunk.dialog.CallState.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A phone rings first, and after so many rings whoever is next (H-043, H-167).
final class NextPlaceTest {
  private static Destination phoneLine() {
    return new Destination.ToLine(
        new Party(Party.Kind.LINE, "fxs-1", "201"), "edge-1", LineKind.LINE_KIND_FXS, false, 20);
  }

  private static FlowRun ringing(Destination... then) {
    Destination[] all = new Destination[then.length + 1];
    all[0] = phoneLine();
    System.arraycopy(then, 0, all, 1, then.length);
    FlowRun run = FlowRun.offered(LineKind.LINE_KIND_FXO).routed(all);
    run.on(new CallEvent.LineAlerting(run.now(), "c-b"));
    return run;
  }

  private static List<Command> commands(FlowRun run) {
    return run.last(Action.ToEdge.class).stream().map(Action.ToEdge::command).toList();
  }

  @Test
  void afterItsTimeItIsReleasedAndTheNextIsTried() {
    FlowRun run = ringing(FlowRun.line("gsm-1"));
    run.after(20).expired(Timer.NEXT_PLACE, "c-b");
    assertEquals("c-b 19", released(run));
    assertEquals(
        "gsm-1",
        commands(run).stream()
            .filter(Command::hasDial)
            .map(command -> command.getDial().getLine())
            .findFirst()
            .orElse(""));
    run.on(new CallEvent.LineAnswered(run.now(), "c-c"));
    assertEquals(Phase.ACTIVE, run.state().phase());
    assertEquals("c-c", run.state().callee());
  }

  private static String released(FlowRun run) {
    return commands(run).stream()
        .filter(Command::hasRelease)
        .map(command -> command.getRelease().getLegId() + " " + command.getRelease().getCause())
        .findFirst()
        .orElse("nobody");
  }

  @Test
  void whoeverAnswersInTimeIsNotInterrupted() {
    FlowRun run = ringing(FlowRun.line("gsm-1"));
    run.after(10).on(new CallEvent.LineAnswered(run.now(), "c-b"));
    run.after(10).expired(Timer.NEXT_PLACE, "c-b");
    assertEquals("c-b", run.state().callee());
    assertEquals("nobody", released(run));
  }

  @Test
  void withNobodyElseItRingsOn() {
    FlowRun run = ringing();
    run.after(20).expired(Timer.NEXT_PLACE, "c-b");
    assertEquals(Phase.HUNTING, run.state().phase());
    assertEquals("nobody", released(run));
  }
}
