package io.patchbay.driver.gsm.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.call.CallInput.Row;
import io.patchbay.line.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TalkMachineTest {
  private static final CallState UP = new CallState.Active(7, 1);

  private static CallStep on(CallState state, CallInput input, CallWaiting mode) {
    return CallMachine.on(state, input, mode);
  }

  private static Row row(int index, boolean incoming, Phase phase) {
    return new Row(9, index, incoming, phase, "138");
  }

  @Test
  void aCallerWhoWaitsIsToldBusyUnlessTheLineServesTwo() {
    Row waits = row(2, true, Phase.WAITING);
    assertEquals(List.of(new CallEffect.RefuseWaiting()), on(UP, waits, CallWaiting.OFF).effects());
    Party party = new Party(9, 2, "138", Phase.WAITING);
    assertEquals(
        List.of(new CallEffect.ReportParty(7, party)), on(UP, waits, CallWaiting.KEYS).effects());
    assertEquals(
        List.of(new CallEffect.ReportParty(7, party), new CallEffect.TakeWaiting(9)),
        on(UP, waits, CallWaiting.ANSWER).effects());
  }

  @Test
  void theCallGlaringWithOursIsRefused() {
    CallState dialling = new CallState.Dialling(7, 0);
    CallStep step = on(dialling, row(1, true, Phase.INCOMING), CallWaiting.ANSWER);
    assertEquals(dialling, step.state());
    assertEquals(List.of(new CallEffect.RefuseWaiting()), step.effects());
  }

  @Test
  void aRefusalCouldEndTheCallOnHold() {
    CallState held = on(UP, row(1, false, Phase.HELD), CallWaiting.OFF).state();
    assertEquals(List.of(), on(held, row(2, true, Phase.WAITING), CallWaiting.OFF).effects());
  }

  @Test
  void noCarrierOfOneOfTwoIsNotTheEnd() {
    CallState two = on(UP, row(2, true, Phase.WAITING), CallWaiting.KEYS).state();
    assertEquals(
        List.of(new CallEffect.AskRows()),
        on(two, new CallInput.Gone(), CallWaiting.KEYS).effects());
    CallStep gaveUp = on(two, new CallInput.Listed(Set.of(1)), CallWaiting.KEYS);
    assertEquals(
        List.of(
            new CallEffect.ReportLeft(
                7, new Party(9, 2, "138", Phase.WAITING), Cause.NORMAL_CLEARING)),
        gaveUp.effects());
    assertEquals(
        gaveUp.state(), on(gaveUp.state(), new CallInput.Gone(), CallWaiting.KEYS).state());
  }

  /// A modem that has calls of its own: its world, against which the machine is held.
  private static final class World {
    private final Map<Integer, Phase> rows = new TreeMap<>();
    private final SplittableRandom random;
    private int fresh = 100;

    World(SplittableRandom random) {
      this.random = random;
    }

    boolean has(Phase... phases) {
      return rows.values().stream().anyMatch(List.of(phases)::contains);
    }

    int free() {
      return rows.containsKey(1) ? 2 : 1;
    }

    Phase phase(int index) {
      return rows.getOrDefault(index, Phase.RELEASED);
    }

    Row told(int index) {
      Phase phase = phase(index);
      boolean incoming = phase != Phase.DIALLING && phase != Phase.ALERTING;
      return new Row(fresh, index, incoming, phase, random.nextBoolean() ? "" : "138");
    }

    /// Something happens in the network; what of it is told, is up to the modem.
    List<CallInput> happens() {
      List<CallInput> told = new ArrayList<>();
      List<Integer> all = List.copyOf(rows.keySet());
      if (rows.isEmpty() || (rows.size() == 1 && has(Phase.ACTIVE) && random.nextInt(3) == 0)) {
        fresh++;
        int index = free();
        rows.put(index, rows.isEmpty() ? Phase.INCOMING : Phase.WAITING);
        told.add(random.nextBoolean() ? told(index) : new CallInput.Waits(fresh, "138"));
        if (phase(index) == Phase.INCOMING) {
          told.add(new CallInput.Ring(fresh));
        }
      } else {
        int index = all.get(random.nextInt(all.size()));
        switch (random.nextInt(4)) {
          case 0 -> told.addAll(ends(index));
          case 1 -> {
            if (phase(index) == Phase.DIALLING) {
              rows.put(index, Phase.ALERTING);
            } else if (phase(index) == Phase.ALERTING) {
              rows.put(index, Phase.ACTIVE);
            }
            told.add(told(index));
          }
          default -> told.add(told(index));
        }
      }
      return random.nextInt(4) == 0 ? List.of() : told;
    }

    List<CallInput> ends(int index) {
      boolean incoming = random.nextBoolean();
      rows.remove(index);
      if (!has(Phase.ACTIVE, Phase.HELD)) {
        rows.replaceAll((_, phase) -> phase == Phase.WAITING ? Phase.INCOMING : phase);
      }
      return switch (random.nextInt(3)) {
        case 0 -> List.of(new CallInput.Gone());
        case 1 -> List.of(new CallInput.EndedBecause(index, Cause.NORMAL_CLEARING));
        default ->
            List.of(new Row(fresh, index, incoming, Phase.RELEASED, ""), new CallInput.Gone());
      };
    }

    /// AT+CHLD=2.
    void swap() {
      if (has(Phase.WAITING)) {
        rows.replaceAll((_, p) -> p == Phase.ACTIVE ? Phase.HELD : Phase.ACTIVE);
      } else {
        rows.replaceAll(
            (_, p) -> p == Phase.ACTIVE ? Phase.HELD : p == Phase.HELD ? Phase.ACTIVE : p);
      }
    }

    List<CallInput> list() {
      List<CallInput> told = new ArrayList<>();
      rows.keySet().forEach(index -> told.add(told(index)));
      told.add(new CallInput.Listed(rows.keySet()));
      return told;
    }
  }

  /// Calls come and go in the network, news of them are lost, keys are pressed and commands given:
  /// once everything is released and the modem has been asked for its calls, the line is idle; each
  /// call that was reported was released once.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theLineIsIdleOnceEverythingIsReleased(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CallWaiting mode = List.of(CallWaiting.values()).get((int) (seed % 4));
    World world = new World(random);
    List<Integer> released = new ArrayList<>();
    CallState state = new CallState.Idle();
    int commanded = 1000;
    int talks = 0;
    for (int step = 0; step < 1000; step++) {
      List<CallInput> inputs = new ArrayList<>();
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> inputs.addAll(world.happens());
        case 3 -> inputs.addAll(world.list());
        case 4 -> {
          if (state instanceof CallState.Idle && world.rows.isEmpty()) {
            inputs.add(new CallInput.Dial(++commanded));
            world.rows.put(1, Phase.DIALLING);
          } else if (state instanceof CallState.Offered) {
            inputs.add(new CallInput.Answer());
            boolean there = world.has(Phase.INCOMING);
            world.rows.replaceAll((_, p) -> p == Phase.INCOMING ? Phase.ACTIVE : p);
            inputs.add(there ? new CallInput.AnswerTaken() : new CallInput.AnswerRefused());
          }
        }
        case 5 -> world.swap();
        case 6 -> inputs.add(new CallInput.CauseTold(Cause.NORMAL_UNSPECIFIED));
        default -> {
          if (random.nextInt(4) == 0 && state.call() > 0) {
            inputs.add(new CallInput.Release(Cause.NORMAL_CLEARING));
            world.rows.clear();
            inputs.add(new CallInput.ReleaseTaken());
          }
        }
      }
      for (CallInput input : inputs) {
        state = step(state, input, mode, world, released, "seed " + seed + " step " + step);
        talks += state instanceof CallState.Active active && !active.alone() ? 1 : 0;
      }
    }
    world.rows.clear();
    for (int round = 0; round < 4; round++) {
      for (CallInput input : world.list()) {
        state = step(state, input, mode, world, released, "seed " + seed + " at the end");
      }
      for (CallInput input :
          List.of(
              new CallInput.Release(Cause.NORMAL_CLEARING),
              new CallInput.ReleaseTaken(),
              new CallInput.CauseTold(Cause.NORMAL_UNSPECIFIED),
              new CallInput.Caller(state.call(), ""))) {
        state = step(state, input, mode, world, released, "seed " + seed + " at the end");
      }
    }
    assertEquals(new CallState.Idle(), state, () -> "seed " + seed);
    assertTrue(released.size() > 10, () -> "seed " + seed + ": only " + released.size());
    assertTrue(mode == CallWaiting.OFF || talks > 5, "two at once were hardly ever there");
  }

  private static CallState step(
      CallState state,
      CallInput input,
      CallWaiting mode,
      World world,
      List<Integer> released,
      String where) {
    CallStep step = on(state, input, mode);
    for (CallEffect effect : step.effects()) {
      switch (effect) {
        case CallEffect.ReportReleased(int call, _) -> {
          assertTrue(!released.contains(call), where + ": " + call + " is released twice");
          released.add(call);
        }
        case CallEffect.ReportOffered(int call, _) ->
            assertTrue(!released.contains(call), where + ": " + call + " is offered again");
        case CallEffect.ReportAnswered(int call) ->
            assertTrue(!released.contains(call), where + ": " + call + " is answered again");
        case CallEffect.ReportParty(int call, _) ->
            assertTrue(!released.contains(call), where + ": " + call + " is over");
        case CallEffect.ReportLeft(int call, _, _) ->
            assertTrue(!released.contains(call), where + ": " + call + " is over");
        case CallEffect.TakeWaiting _ -> world.swap();
        case CallEffect.HoldAgain _ -> world.swap();
        case CallEffect.TakeBack _ -> {
          if (!world.has(Phase.ACTIVE)) {
            world.swap();
          }
        }
        case CallEffect.HangUpStray _ -> world.rows.clear();
        case CallEffect.RefuseWaiting _ ->
            world.rows.values().removeIf(p -> p == Phase.WAITING || p == Phase.INCOMING);
        case CallEffect.ReportAlerting _,
            CallEffect.AwaitCaller _,
            CallEffect.AskCause _,
            CallEffect.AskRows _,
            CallEffect.HangUp _ -> {}
      }
    }
    return step.state();
  }
}
