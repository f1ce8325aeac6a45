package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.RenewResponse;
import io.patchbay.proto.policy.v1.CallLease;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallState.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The minutes a call was granted (G-185, AT-145), by virtual time.
final class CallLeaseTest {
  private static final CallLease LEASE =
      CallLease.newBuilder().setId("lease-1").setSeconds(300).setTarget("line/gsm-1").build();

  private static FlowRun talking(CallLease lease, int longest) {
    FlowRun run = routed(lease, longest, line("gsm-1"));
    return run.rtp("c-a").on(new LineAnswered(run.now(), "c-b"));
  }

  private static FlowRun routed(CallLease lease, int longest, Destination... destinations) {
    FlowRun run = FlowRun.invited(true, false, Manner.PLAIN);
    Plan plan = FlowRun.plan(destinations);
    Decision decision =
        plan.decision().toBuilder().setLease(lease).setMaxDurationS(longest).build();
    return run.on(
        new CallEvent.Routed(
            run.now(),
            new Plan(decision, plan.destinations(), plan.anyEdge(), plan.salt(), false)));
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
    return answered(run, RenewRequest.getDefaultInstance(), seconds, "");
  }

  private static FlowRun answered(FlowRun run, RenewRequest asked, int seconds, String reason) {
    return run.on(
        new CallEvent.Renewed(
            run.now(),
            asked,
            RenewResponse.newBuilder().setSeconds(seconds).setReason(reason).build()));
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

  @Test
  void aLineThatIsTriedNextIsAskedForFirst() {
    FlowRun run = routed(LEASE, 0, line("gsm-1"), line("gsm-2"), line("gsm-3"));
    assertEquals(List.of(), run.last(Action.Renew.class), "the lease is for the first");
    RenewRequest second = failed(run, "c-b").last(Action.Renew.class).getFirst().request();
    assertEquals("line/gsm-2", second.getTarget());
    assertEquals(1, second.getSequence());
    assertTrue(second.getMoves());
    answered(run, second, 0, "limit plan line/gsm-2: 5 of 5 min are used or reserved");
    RenewRequest third = run.last(Action.Renew.class).getFirst().request();
    assertEquals("line/gsm-3", third.getTarget());
    assertEquals(2, third.getSequence());
    answered(run, second, 300, "");
    assertEquals(List.of(), run.last(Action.ToEdge.class), "an answer from before says nothing");
    answered(run, third, 120, "");
    assertEquals(1, run.last(Action.ToEdge.class).size(), "gsm-3 is dialled");
    run.rtp("c-a").on(new LineAnswered(run.now(), "c-c"));
    assertEquals(seconds(120), started(run, Timer.MAX_DURATION));
  }

  @Test
  void theRateOfTheDecisionIsToldWithWhatIsAskedFor() {
    RateSpec rate = RateSpec.newBuilder().setPriceMicros(150_000).build();
    FlowRun run = FlowRun.invited(true, false, Manner.PLAIN);
    Plan plan = FlowRun.plan(line("gsm-1"), line("gsm-2"));
    Decision decision =
        plan.decision().toBuilder()
            .setLease(LEASE)
            .addTargets(Target.newBuilder().setLine("gsm-1"))
            .addTargets(Target.newBuilder().setLine("gsm-2").setRate(rate))
            .build();
    run.on(
        new CallEvent.Routed(
            run.now(),
            new Plan(decision, plan.destinations(), plan.anyEdge(), plan.salt(), false)));
    RenewRequest moved = failed(run, "c-b").last(Action.Renew.class).getFirst().request();
    assertEquals(rate, moved.getRate());
    answered(run, moved, 120, "");
    run.rtp("c-a").on(new LineAnswered(run.now(), "c-c"));
    RenewRequest more =
        expired(run.after(60), Timer.LEASE).last(Action.Renew.class).getFirst().request();
    assertEquals(rate, more.getRate());
    assertFalse(more.getMoves());
  }

  @Test
  void aCallThatNoLimitLetsEndsWith403() {
    FlowRun run = routed(LEASE, 0, line("gsm-1"), line("gsm-2"));
    RenewRequest second = failed(run, "c-b").last(Action.Renew.class).getFirst().request();
    answered(run, second, 0, "dial-plan does not answer");
    assertEquals(Phase.ENDED, run.state().phase());
    assertEquals(403, run.state().end().outcome().sipStatus());
  }

  @Test
  void aCallerWhoHangsUpMeanwhileCallsNobody() {
    FlowRun run = routed(LEASE, 0, line("gsm-1"), line("gsm-2"));
    RenewRequest second = failed(run, "c-b").last(Action.Renew.class).getFirst().request();
    run.on(new CallEvent.HangUp(run.now(), Causes.NORMAL_CLEARING));
    answered(run, second, 300, "");
    assertEquals(List.of(), run.last(Action.ToEdge.class));
    assertEquals(Phase.ENDED, run.state().phase());
  }

  private static FlowRun failed(FlowRun run, String leg) {
    return run.on(new CallEvent.LineReleased(run.now(), leg, Causes.NO_CIRCUIT));
  }
}
