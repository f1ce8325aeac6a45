package io.patchbay.console.api;

import io.patchbay.contract.Fault;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.policy.v1.EmergencyRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What dial-plan knows that the board shows: what is left of limits, asked every five seconds, and
/// whether emergency calls have a way out, asked every half a minute. Runs on a thread of its own
/// until interrupted; the rest is thread-safe.
public final class PolicyWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
  private static final int PERIOD_MS = 5_000;
  private static final int ROUNDS_BETWEEN = 6;
  private static final int NAMED = 5;

  private final Peers peers;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile List<Balance> balances = List.of();
  private volatile List<String> warnings = List.of();

  public PolicyWatch(Peers peers) {
    this.peers = peers;
  }

  /// Told when something differs; must not block.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// How the limits stood last; empty: there are none, or dial-plan is away.
  public List<Balance> balances() {
    return balances;
  }

  /// Who has no proper way out for an emergency call, with the reason; they stay while dial-plan is
  /// away.
  public List<String> warnings() {
    return warnings;
  }

  /// Asks for the balances now.
  public void refresh() {
    List<Balance> now;
    try {
      now = peers.balances();
    } catch (Fault e) {
      LOG.debug("limits are not known: {}", e.getMessage());
      now = List.of();
    }
    boolean differs = !now.equals(balances);
    balances = List.copyOf(now);
    if (differs) {
      listeners.forEach(Runnable::run);
    }
  }

  private void checkEmergency() {
    try {
      List<String> now = warnings(peers.emergency());
      boolean differs = !now.equals(warnings);
      warnings = now;
      if (differs) {
        listeners.forEach(Runnable::run);
      }
    } catch (Fault e) {
      LOG.debug("emergency ways are not known: {}", e.getMessage());
    }
  }

  /// One line for each warning, with whom it is about.
  static List<String> warnings(List<EmergencyRow> rows) {
    Map<String, List<String>> callers = new TreeMap<>();
    for (EmergencyRow row : rows) {
      if (!row.getWarning().isEmpty()) {
        String where = row.getSite().isEmpty() ? "" : "site " + row.getSite() + ", ";
        callers
            .computeIfAbsent(where + "\n" + row.getWarning(), _ -> new ArrayList<>())
            .add(row.getCaller());
      }
    }
    return callers.entrySet().stream()
        .map(one -> {
          String[] parts = one.getKey().split("\n", 2);
          int more = one.getValue().size() - NAMED;
          String who = one.getValue().stream().limit(NAMED).collect(Collectors.joining(", "));
          return parts[0] + who + (more > 0 ? " and " + more + " more" : "") + ": " + parts[1];
        })
        .toList();
  }

  @Override
  public void run() {
    try {
      for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
        refresh();
        if (round % ROUNDS_BETWEEN == 0) {
          checkEmergency();
        }
        TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
