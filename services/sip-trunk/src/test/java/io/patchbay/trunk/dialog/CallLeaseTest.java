package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.policy.v1.CallLease;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallState.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The minutes a call was granted (G-185, AT-145), by virtual time.
final class CallLeaseTest {
  private static final CallLease LEASE =
      CallLease.newBuilder().setId("lease-1").setSeconds(300).build();

  private static FlowRun talking(CallLease lease, int longest) {
    FlowRun run = FlowRun.invited(true, false, Manner.PLAIN);
    Plan plan = FlowRun.plan(line("gsm-1"));
    Decision decision =
        plan.decision().toBuilder().setLease(lease).setMaxDurationS(longest).build();
    run.on(
        new CallEvent.Routed(
            run.now(),
            new Plan(decision, plan.destinations(), plan.anyEdge(), plan.salt(), false)));
    return run.rtp("c-a").on(new LineAnswered(run.now(), "c-b"));
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  private static Duration started(FlowRun run, Timer timer) {
    return run.last(Action.Start.class).stream()
        .filter(one -> one.timer() == timer)
        .map(Action.Start::length)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private static FlowRun expired(FlowRun run, Timer timer) {
    return run.on(new CallEvent.Expired(run.now(), timer, ""));
  }

  private static FlowRun renewed(FlowRun run, int seconds) {
    return run.on(new CallEvent.Renewed(run.now(), seconds));
  }

  @Test
  void moreIsAskedForBeforeTheMinutesAreUsedUp() {
    FlowRun run = talking(LEASE, 0);
    assertEquals(seconds(300), started(run, Timer.MAX_DURATION));
    assertEquals(seconds(240), started(run, Timer.LEASE));
    RenewRequest asked =
        expired(run.after(240), Timer.LEASE).last(Action.Renew.class).getFirst().request();
    assertEquals("lease-1", asked.getLease());
    assertEquals(1, asked.getSequence());
    assertEquals("line/gsm-1", asked.getTarget());
    assertEquals("101", asked.getOrigin().getName());
    renewed(run, 600);
    assertEquals(seconds(360), started(run, Timer.MAX_DURATION));
    assertEquals(seconds(300), started(run, Timer.LEASE));
    assertEquals(1, run.last(Action.Snapshot.class).size(), "whoever adopts it knows");
    assertEquals(
        2,
        expired(run.after(300), Timer.LEASE)
            .last(Action.Renew.class)
            .getFirst()
            .request()
            .getSequence());
  }

  @Test
  void withoutMoreItIsAskedAgainAndCutExactlyAtTheEnd() {
    FlowRun run = talking(LEASE, 0);
    expired(run.after(240), Timer.LEASE);
    renewed(run, 0);
    assertEquals(seconds(60), started(run, Timer.MAX_DURATION));
    assertEquals(seconds(30), started(run, Timer.LEASE));
    expired(run.after(58), Timer.LEASE);
    renewed(run, 300);
    assertEquals(Duration.ZERO, started(run, Timer.LEASE), "no use any more");
    expired(run.after(2), Timer.MAX_DURATION);
    assertEquals(Phase.ENDED, run.state().phase());
    assertEquals(Causes.NORMAL_UNSPECIFIED, run.state().end().outcome().cause());
    assertEquals("system", run.state().end().by());
  }

  @Test
  void aCallThatMayFinishIsNotCut() {
    FlowRun run = talking(LEASE.toBuilder().setLetFinish(true).build(), 0);
    assertEquals(Duration.ZERO, started(run, Timer.MAX_DURATION));
    assertEquals(seconds(240), started(run, Timer.LEASE));
  }

  @Test
  void theLongestCallIsShorterThanTheLease() {
    FlowRun run = talking(LEASE, 120);
    assertEquals(seconds(120), started(run, Timer.MAX_DURATION));
    assertEquals(Duration.ZERO, started(run, Timer.LEASE));
  }

  @Test
  void whoTakesTheCallOverKeepsToItsEnd() {
    FlowRun run = talking(LEASE, 0).after(250);
    run.on(new CallEvent.Adopted(run.now()));
    assertEquals(seconds(50), started(run, Timer.MAX_DURATION));
    assertEquals(seconds(25), started(run, Timer.LEASE));
    assertEquals(List.of(), run.last(Action.Bye.class));
  }
}
