package io.patchbay.trunk.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.trunk.group.BusyForward.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BusyForwardTest {
  private static final String TWO = "+8613900000002";
  private static final String THREE = "+8613900000003";

  private BusyForward state = BusyForward.fresh();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  private Optional<Order> look(String... idle) {
    BusyForward.Step step = state.look(true, List.of(idle), now);
    state = step.next();
    return step.order();
  }

  private void said(String number) {
    state = state.said(number, now);
    now = now.plus(BusyForward.PAUSE);
  }

  private void known(String number) {
    assertEquals(Optional.of(new Order.Ask()), look());
    said(number);
  }

  @Test
  void theNetworkIsAskedFirst() {
    assertEquals(Optional.of(new Order.Ask()), look(TWO));
    assertEquals(Optional.empty(), look(TWO), "one order at a time");
    said(TWO);
    assertEquals(Optional.empty(), look(TWO), "it does already what is wanted");
  }

  @Test
  void theTargetFollowsTheNextIdleLineAndIsOffWhenAllAreBusy() {
    known("");
    assertEquals(Optional.of(new Order.Set(TWO)), look(TWO, THREE));
    said(TWO);
    assertEquals(Optional.of(new Order.Set(THREE)), look(THREE));
    said(THREE);
    assertEquals(Optional.empty(), look(TWO, THREE), "an idle target stays: nothing flaps");
    assertEquals(Optional.of(new Order.Set("")), look());
    said("");
    assertEquals(Optional.of(new Order.Set(TWO)), look(TWO));
  }

  @Test
  void numbersAreTheSameHoweverTheNetworkSpellsThem() {
    known("+8613900000002");
    assertEquals(Optional.empty(), look("13900000002"));
    assertTrue(BusyForward.same("008613900000002", "+8613900000002"));
    assertEquals(Optional.of(new Order.Set("13900000003")), look("13900000003"));
  }

  @Test
  void whatTheNetworkDoesNotDoIsTriedAgainLaterAndLater() {
    known("");
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Instant before = now;
      while (!look(TWO).equals(Optional.of(new Order.Ask())) && i > 0) {
        now = now.plusSeconds(1);
      }
      if (i > 0) {
        pauses.add(Duration.between(before, now));
        said("");
        assertEquals(Optional.of(new Order.Set(TWO)), look(TWO));
      }
      state = i % 2 == 0 ? state.failed(now) : state.said("", now); // refused; taken, but not done
    }
    assertEquals(Duration.ofSeconds(10), pauses.getFirst());
    assertTrue(
        pauses.stream().allMatch(p -> p.compareTo(Duration.ofSeconds(10)) >= 0), "" + pauses);
  }

  @Test
  void aServerThatComesBackMayHaveAnotherSim() {
    known(TWO);
    state = state.look(false, List.of(TWO), now).next();
    assertEquals(Optional.of(new Order.Ask()), look(TWO));
  }

  @Test
  void linesThatComeAndGoDoNotKeepTheNetworkBusy() {
    known("");
    Random random = new Random(5);
    int orders = 0;
    for (int second = 0; second < 600; second++) {
      now = now.plusSeconds(1);
      Optional<Order> order =
          random.nextBoolean() ? look(random.nextBoolean() ? TWO : THREE) : look();
      if (order.isPresent()) {
        orders++;
        assertTrue(order.get() instanceof Order.Set, "" + order);
        state = state.said(((Order.Set) order.get()).number(), now);
      }
    }
    assertEquals(BusyForward.MOST_CHANGES, orders);
    now = now.plus(BusyForward.WINDOW);
    assertTrue(look(TWO).isPresent() || look(THREE).isPresent(), "and goes on then");
  }
}
