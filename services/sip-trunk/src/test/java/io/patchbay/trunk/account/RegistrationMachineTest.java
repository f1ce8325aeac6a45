package io.patchbay.trunk.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.trunk.account.Registration.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A registration from the first REGISTER to the last, without a clock and without a network.
final class RegistrationMachineTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private Registration state = Registration.off(3600);
  private List<RegAction> done = List.of();
  private int servers = 1;

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private RegistrationMachineTest when(RegEvent event) {
    RegistrationMachine.Step step = RegistrationMachine.on(state, event, servers);
    state = step.state();
    done = step.actions();
    return this;
  }

  private RegAction.Send sent() {
    return done.stream()
        .filter(RegAction.Send.class::isInstance)
        .map(RegAction.Send.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no REGISTER but " + done));
  }

  private Duration wake() {
    return done.stream()
        .filter(RegAction.Wake.class::isInstance)
        .map(action -> ((RegAction.Wake) action).after())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no timer but " + done));
  }

  private static RegEvent granted(long at, int expires) {
    return new RegEvent.Granted(at(at), expires, List.of(), "");
  }

  private static RegEvent challenged(long at, String nonce, boolean stale) {
    return new RegEvent.Challenged(at(at), new Challenge(false, nonce, stale, 0));
  }

  private static @Nullable String nonce(RegAction.Send send) {
    return send.proof() == null ? null : send.proof().value() + "/" + send.proof().uses();
  }

  @Test
  void isRefreshedBeforeTheRegistrarForgets() {
    when(new RegEvent.Begin(at(0)));
    assertNull(nonce(sent()));
    when(challenged(0, "n1", false));
    assertEquals("n1/1", nonce(sent()));
    when(granted(1, 100));
    assertEquals(Duration.ofSeconds(80), wake());
    assertTrue(state.bound(at(100)));
    assertFalse(state.bound(at(101)));
    // RFC 7616 §3.6: the nonce is used again, with the next count
    when(new RegEvent.Due(at(81)));
    assertEquals("n1/2", nonce(sent()));
    assertEquals(3600, sent().expiresS());
  }

  @Test
  void shortestAndLongestTimesAreRefreshedInTime() {
    assertEquals(Duration.ofSeconds(1), RegistrationMachine.refresh(1));
    assertEquals(Duration.ofSeconds(48), RegistrationMachine.refresh(60));
    assertEquals(Duration.ofMinutes(59), RegistrationMachine.refresh(3600));
  }

  @Test
  void staleNonceIsNoWrongPassword() {
    when(new RegEvent.Begin(at(0)));
    when(challenged(0, "n1", false));
    when(challenged(0, "n2", true));
    assertEquals("n2/1", nonce(sent()));
    when(challenged(0, "n3", false));
    assertEquals(Phase.WAITING, state.phase());
    assertTrue(state.reason().contains("does not take"), state.reason());
    assertEquals(Duration.ofMinutes(1), wake());
    // the next failure waits twice as long
    when(new RegEvent.Due(at(60)));
    assertNull(nonce(sent()));
    when(challenged(60, "n4", false)).when(challenged(60, "n5", false));
    assertEquals(Duration.ofMinutes(2), wake());
  }

  @Test
  void moreTimeIsAskedForWhenTheRegistrarWantsIt() {
    when(new RegEvent.Begin(at(0)));
    when(new RegEvent.TooBrief(at(0), 7200));
    assertEquals(7200, sent().expiresS());
    when(new RegEvent.TooBrief(at(0), 7200));
    assertEquals(Phase.WAITING, state.phase());
  }

  @Test
  void backupServerIsLeftAsSoonAsTheFirstAnswers() {
    servers = 2;
    when(new RegEvent.Begin(at(0)));
    when(new RegEvent.Unreachable(at(32), "dead"));
    assertEquals(1, sent().server());
    when(granted(33, 3600));
    assertEquals(RegistrationMachine.RETURN, wake());
    assertEquals(1, state.bound() == null ? -1 : state.bound().server());
    when(new RegEvent.Due(at(93)));
    assertEquals(0, sent().server());
    assertTrue(state.bound(at(93)), "still bound at the backup while the first is asked");
    when(granted(94, 3600));
    assertEquals(0, state.bound() == null ? -1 : state.bound().server());
    assertEquals(Duration.ofMinutes(59), wake());
  }

  @Test
  void refusalIsNoReasonToTryTheBackup() {
    servers = 2;
    when(new RegEvent.Begin(at(0)));
    when(new RegEvent.Refused(at(1), 403, "Forbidden", 0));
    assertEquals(Phase.WAITING, state.phase());
    assertEquals("the registrar says 403 Forbidden", state.reason());
  }

  @Test
  void retryAfterIsKept() {
    when(new RegEvent.Begin(at(0)));
    when(new RegEvent.Refused(at(1), 503, "Busy", 37));
    assertEquals(Duration.ofSeconds(37), wake());
  }

  @Test
  void failuresBackOffAndSuccessForgetsThem() {
    when(new RegEvent.Begin(at(0)));
    long now = 0;
    for (int seconds : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
      when(new RegEvent.Unreachable(at(now), "dead"));
      assertEquals(Duration.ofSeconds(seconds), wake());
      now += seconds;
      when(new RegEvent.Due(at(now)));
    }
    when(granted(now, 60));
    when(new RegEvent.Due(at(now + 48)));
    when(new RegEvent.Unreachable(at(now + 50), "dead"));
    assertEquals(Duration.ofSeconds(5), wake());
    assertTrue(state.bound(at(now + 59)), "what was granted still holds");
  }

  @Test
  void bindingIsTakenBackWhenThatIsWanted() {
    when(new RegEvent.Begin(at(0))).when(challenged(0, "n1", false)).when(granted(0, 60));
    when(new RegEvent.End(at(10), true));
    assertEquals(0, sent().expiresS());
    assertEquals("n1/2", nonce(sent()));
    when(granted(10, 0));
    assertEquals(Phase.OFF, state.phase());
    when(new RegEvent.End(at(11), true));
    assertTrue(done.stream().noneMatch(RegAction.Send.class::isInstance));
  }

  @Test
  void lateAnswersAndTimersChangeNothing() {
    when(new RegEvent.Begin(at(0))).when(granted(0, 60)).when(new RegEvent.End(at(1), false));
    Registration off = state;
    when(granted(2, 60)).when(new RegEvent.Due(at(3)));
    when(new RegEvent.Unreachable(at(4), "x")).when(challenged(5, "n", false));
    assertEquals(off, state);
  }
}
