package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.call.CallState;
import io.patchbay.driver.gsm.call.CallState.Active;
import io.patchbay.driver.gsm.call.CallWaiting;
import io.patchbay.driver.gsm.call.Party;
import io.patchbay.driver.gsm.call.Phase;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.HoldAction;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds, swaps and joins the mobile calls of an answered call – +CHLD, TS 27.007 §7.13, TS 22.030
/// §6.5.5 – by command, by keys, and as the line's call-waiting mode has it. The runner's own.
final class CallHolding {
  private static final Logger LOG = LoggerFactory.getLogger(CallHolding.class);
  private static final Duration NETWORK = Duration.ofSeconds(10);
  private static final Duration GREETING = Duration.ofSeconds(2);
  private static final Duration SECOND_KEY = Duration.ofMillis(1500);
  private static final Duration TONE = Duration.ofMillis(100);
  private static final Duration REFUSAL_PAUSE = Duration.ofSeconds(3);

  private final Modem modem;
  private final Timers timers;
  private final Reporter reporter;
  private final CallSettings settings;
  private final Calls calls;
  private final DtmfControl digits;
  private Timers.@Nullable Timer firstKey;
  private boolean refused;

  CallHolding(
      Modem modem,
      Timers timers,
      Reporter reporter,
      CallSettings settings,
      Calls calls,
      DtmfControl digits) {
    this.modem = modem;
    this.timers = timers;
    this.reporter = reporter;
    this.settings = settings;
    this.calls = calls;
    this.digits = digits;
  }

  /// Answers who waits.
  void take(int party) {
    if (party(party, Phase.WAITING)) {
      hold("2", _ -> {});
    }
  }

  /// The caller was answered just now.
  void greeted(int party) {
    timers.after(
        GREETING,
        () -> {
          if (party(party, Phase.ACTIVE) && active().flatMap(a -> a.in(Phase.HELD)).isPresent()) {
            hold("2", _ -> {});
          }
        });
  }

  /// Takes back who is on hold, unless the modem has done so by itself.
  void takeBack() {
    calls.look(() -> {
      Optional<Active> active = active();
      if (active.isPresent()
          && active.get().in(Phase.ACTIVE).isEmpty()
          && active.get().in(Phase.HELD).isPresent()) {
        hold("2", _ -> {});
      }
    });
  }

  /// Tells somebody busy; once in a while only, for the next refusal could end another call.
  void refuse() {
    if (!refused) {
      refused = true;
      timers.after(REFUSAL_PAUSE, () -> refused = false);
      modem.sendAll(List.of("AT+CHLD=0"), Priority.CALL);
    }
  }

  /// A wish of the commander's.
  void command(LineCommand.Hold command) {
    Optional<Active> active =
        active().filter(a -> command.call() == 0 || a.call() == command.call());
    if (active.isEmpty()) {
      reporter.refused(
          command.id(),
          Refusal.INVALID,
          (command.call() == 0 ? "the line's call" : "call " + command.call())
              + " is not answered");
      return;
    }
    Optional<String> way = way(command.action(), active.get());
    if (way.isEmpty()) {
      reporter.refused(
          command.id(), Refusal.INVALID, command.action() + " does not fit " + words(active.get()));
    } else {
      hold(way.get(), result -> reporter.answer(command.id(), result));
    }
  }

  /// The argument of +CHLD; empty: it would do something else now.
  private static Optional<String> way(HoldAction action, Active call) {
    boolean active = call.in(Phase.ACTIVE).isPresent();
    boolean held = call.in(Phase.HELD).isPresent();
    boolean waiting = call.in(Phase.WAITING).isPresent();
    return switch (action) {
      case HOLD -> when(active && !held && !waiting, "2");
      case RETRIEVE -> when(held && !active && !waiting, "2");
      case SWAP -> when(active && (held || waiting), "2");
      case JOIN -> when(active && held, "3");
      case RELEASE_ACTIVE -> when(active && (held || waiting), ending(call));
      case RELEASE_HELD -> when(held && !waiting, "0");
      case REFUSE_WAITING -> when(waiting, "0");
    };
  }

  private static Optional<String> when(boolean fits, String way) {
    return fits ? Optional.of(way) : Optional.empty();
  }

  /// Ends who is heard, and nobody else: whoever is on hold is then taken back; who waits rings.
  private static String ending(Active call) {
    int index = call.in(Phase.ACTIVE).map(Party::index).orElse(0);
    return index > 0 && index < 10 ? "1" + index : "1";
  }

  private static String words(Active call) {
    return String.join(", ", call.parties().stream().map(p -> p.id() + " " + p.phase()).toList());
  }

  private void hold(String way, Consumer<AtResult> then) {
    modem.send(
        AtCommand.of("AT+CHLD=" + way).at(Priority.CALL).within(NETWORK),
        result -> {
          if (!result.ok()) {
            LOG.warn("AT+CHLD={} was answered with {}", way, result.reason());
          }
          then.accept(result);
          calls.look(() -> {});
        });
  }

  /// Digits of the people on the call: takes those that are keys of ours, and gives back the
  /// others.
  String keys(int call, String pressed) {
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < pressed.length(); i++) {
      others.append(key(call, pressed.charAt(i)));
    }
    return others.toString();
  }

  private String key(int call, char key) {
    boolean second = firstKey != null;
    forgetKey();
    if (settings.waiting() != CallWaiting.KEYS || active().map(Active::alone).orElse(true)) {
      return (second ? "3" : "") + key;
    }
    if (second && (key == '1' || key == '2')) {
      keyed(key == '1' ? HoldAction.RELEASE_ACTIVE : HoldAction.SWAP);
      return "";
    }
    if (key == '3') {
      firstKey = timers.after(SECOND_KEY, () -> lateKey(call));
      return second ? "3" : "";
    }
    return (second ? "3" : "") + key;
  }

  private void keyed(HoldAction action) {
    active().flatMap(call -> way(action, call)).ifPresent(way -> hold(way, _ -> {}));
  }

  private void lateKey(int call) {
    firstKey = null;
    active()
        .filter(active -> active.call() == call)
        .ifPresent(
            active -> digits.send(new LineCommand.SendDtmf(0, call, "3", TONE), active.index()));
  }

  private void forgetKey() {
    if (firstKey != null) {
      firstKey.cancel();
      firstKey = null;
    }
  }

  private boolean party(int id, Phase phase) {
    return active()
        .map(call -> call.parties().stream().anyMatch(p -> p.id() == id && p.phase() == phase))
        .orElse(false);
  }

  private Optional<Active> active() {
    CallState state = calls.state();
    return state instanceof Active active ? Optional.of(active) : Optional.empty();
  }
}
