package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.call.CallInput;
import io.patchbay.driver.gsm.call.CallRows;
import io.patchbay.driver.gsm.call.CallState;
import io.patchbay.line.Cause;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The modem's own list of its calls, +CLCC: asked for all the time while a call is up, and when
/// something is unclear. Hangs up what nobody knows of. The runner's own.
final class CallList {
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration STRAY_PAUSE = Duration.ofSeconds(4);
  private static final int EMPTY_LISTS = 3;

  /// One on its way, and one that will have what happens meanwhile.
  private static final int MOST_LOOKS = 2;

  private final Modem modem;
  private final Timers timers;
  private final Calls calls;
  private final IntSupplier fresh;
  private Timers.@Nullable Timer polling;
  private Set<Integer> standing = Set.of();
  private int looks;
  private int emptyLists;
  private int strays;
  private boolean strayHungUp;

  /// @param fresh the line's number for a call that is new
  CallList(Modem modem, Timers timers, Calls calls, IntSupplier fresh) {
    this.modem = modem;
    this.timers = timers;
    this.calls = calls;
    this.fresh = fresh;
  }

  private boolean idle() {
    return calls.state() instanceof CallState.Idle;
  }

  /// What is listed at set-up: bearers of LTE, and calls left over from before.
  void standing(List<String> lines) {
    if (idle()) {
      standing = CallRows.indices(lines);
      listed(lines);
    }
  }

  /// Another call is the line's, or none.
  void begin() {
    emptyLists = 0;
    if (polling != null) {
      polling.cancel();
    }
    if (!idle()) {
      schedule();
    }
  }

  private void schedule() {
    boolean active = calls.state() instanceof CallState.Active;
    long millis = modem.reportsCalls() ? 4000 : active ? 2000 : 500;
    polling = timers.after(Duration.ofMillis(millis), this::poll);
  }

  private void poll() {
    ask(
        () -> {},
        result -> {
          if (!idle() && result.timedOut()) {
            poll();
          } else if (!idle() && result.answered()) {
            schedule();
          }
        });
  }

  /// Asks at once.
  void look(Runnable then) {
    if (looks < MOST_LOOKS) {
      looks++;
      ask(then, _ -> looks--);
    }
  }

  private void ask(Runnable then, Consumer<AtResult> ended) {
    int asked = calls.state().call();
    modem.send(
        AtCommand.query("AT+CLCC", "+CLCC:").at(Priority.POLL).within(ANSWER),
        result -> {
          if (result.ok() && calls.state().call() == asked) {
            listed(result.lines());
            then.run();
          }
          ended.accept(result);
        });
  }

  /// The modem's whole list. A call of which it never gave a number is over when the list stays
  /// empty: its NO CARRIER was lost.
  private void listed(List<String> lines) {
    Set<Integer> indices = new HashSet<>();
    for (CallInput.Row row : CallRows.list(lines, fresh.getAsInt(), calls.state(), standing)) {
      indices.add(row.index());
      calls.apply(row);
    }
    calls.apply(new CallInput.Listed(indices));
    emptyLists = lines.isEmpty() && !idle() ? emptyLists + 1 : 0;
    if (emptyLists >= EMPTY_LISTS) {
      calls.apply(new CallInput.Nothing());
    }
  }

  /// Once in a while only: a modem that goes on telling of the call is not sent the same all the
  /// time. Until the call is gone; nothing else would notice it.
  void hangUpStray() {
    if (!strayHungUp) {
      strayHungUp = true;
      List<String> ways = modem.profile().hangUp(Cause.NORMAL_CLEARING, 0);
      modem.sendAll(List.of(ways.get(strays++ % ways.size())), Priority.CALL);
      timers.after(
          STRAY_PAUSE,
          () -> {
            strayHungUp = false;
            if (idle()) {
              look(() -> {});
            }
          });
    }
  }
}
