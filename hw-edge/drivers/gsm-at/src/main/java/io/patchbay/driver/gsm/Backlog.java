package io.patchbay.driver.gsm;

import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Messages and USSD that wait while their modem is being brought back. The runner's own; outlives
/// the port.
final class Backlog {
  private static final long PATIENCE = Duration.ofSeconds(45).toNanos();
  private static final int MOST = 64;

  private record Waiting(LineCommand command, long since) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Long, Long> began = new HashMap<>();
  private final Reporter reporter;
  private final LongSupplier nanoTime;

  Backlog(Reporter reporter, LongSupplier nanoTime) {
    this.reporter = reporter;
    this.nanoTime = nanoTime;
  }

  /// Keeps a command; false: it has waited long enough, or too many wait, or it is none that can.
  boolean keep(LineCommand command) {
    boolean can = command instanceof LineCommand.SendSms || command instanceof LineCommand.SendUssd;
    long now = nanoTime.getAsLong();
    long since = began.getOrDefault(command.id(), now);
    if (!can || waiting.size() >= MOST || now - since >= PATIENCE) {
      began.remove(command.id());
      return false;
    }
    began.put(command.id(), since);
    waiting.add(new Waiting(command, since));
    return true;
  }

  /// Everything that waits, in order; they may come back once more.
  List<LineCommand> take() {
    List<LineCommand> all = waiting.stream().map(Waiting::command).toList();
    waiting.clear();
    return all;
  }

  /// Refuses what has waited too long.
  void tick() {
    long now = nanoTime.getAsLong();
    for (Waiting each : List.copyOf(waiting)) {
      if (now - each.since() >= PATIENCE) {
        waiting.remove(each);
        reporter.refused(
            each.command().id(),
            Refusal.UNAVAILABLE,
            "the modem is not back in time; nothing was sent");
      }
    }
    began.values().removeIf(since -> now - since > 3 * PATIENCE);
  }
}
