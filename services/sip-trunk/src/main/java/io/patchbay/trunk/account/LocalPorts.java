package io.patchbay.trunk.account;

import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.sip.LocalPoints;
import io.patchbay.trunk.sip.SipSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives trunks that want it a SIP port of their own, fixed or random, on every replica (H-183,
/// H-185, G-097). Thread-safe.
public final class LocalPorts {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPorts.class);
  private static final String RANDOM = "random";

  /// A port that is taken is tried again, and an interval looked at, so often.
  private static final int LOOK_S = 2;

  /// Longer than any transaction (64*T1): whoever knows the old port has learnt the new one.
  private static final int RETIRE_S = 40;

  private final SipSettings settings;
  private final Predicate<String> busy;
  private final ScheduledExecutorService timers;
  private final InstantSource clock;
  private final Map<String, Held> held = new HashMap<>();
  private final ConcurrentMap<String, String> problems = new ConcurrentHashMap<>();
  private volatile @Nullable LocalPoints points;
  private volatile @Nullable OutsideAddresses outside;
  private volatile Consumer<String> moved = _ -> {};

  /// What a trunk's document wants.
  ///
  /// @param interval zero: none
  private record Wish(String port, Set<String> transports, Duration interval) {
    int number() {
      return random() ? 0 : Integer.parseInt(port);
    }

    boolean random() {
      return port.equals(RANDOM);
    }
  }

  private record Held(Wish wish, Instant since, boolean lost) {}

  /// Opens nothing yet.
  ///
  /// @param settings of the gateway's own ports
  /// @param busy has this trunk a call?
  public LocalPorts(
      SipSettings settings,
      Predicate<String> busy,
      ScheduledExecutorService timers,
      InstantSource clock) {
    this.settings = settings;
    this.busy = busy;
    this.timers = timers;
    this.clock = clock;
  }

  /// The stack is there.
  public void use(LocalPoints fresh) {
    points = fresh;
    outside = new OutsideAddresses(fresh, timers, trunk -> moved.accept(trunk));
    var _ = timers.scheduleWithFixedDelay(this::look, LOOK_S, LOOK_S, TimeUnit.SECONDS);
  }

  /// @param told gets the trunk that has another port from now on, or has one at last; no lock is
  ///   held
  void onMoved(Consumer<String> told) {
    moved = told;
  }

  /// What peers of this trunk see of us.
  public SipSettings seen(String trunk) {
    LocalPoints all = points;
    return all == null ? settings : all.seen(trunk);
  }

  /// Why nothing can be sent for this trunk; empty: it can.
  public String problem(String trunk) {
    String problem = problems.getOrDefault(trunk, "");
    OutsideAddresses asking = outside;
    return problem.isEmpty() && asking != null ? asking.problem(trunk) : problem;
  }

  /// What people should know of it; empty: nothing.
  String note(String trunk) {
    OutsideAddresses asking = outside;
    return asking == null ? "" : asking.note(trunk);
  }

  /// The documents have changed.
  public synchronized void reconcile(Map<String, TrunkSpec> trunks) {
    Map<String, Wish> wanted = new HashMap<>();
    trunks.forEach((name, spec) -> {
      if (!spec.getLocalPort().isEmpty()) {
        wanted.put(name, wish(spec));
      }
    });
    for (String name : List.copyOf(held.keySet())) {
      Held had = held.get(name);
      if (had != null && !had.wish().equals(wanted.get(name))) {
        held.remove(name);
        problems.remove(name);
        drop(name);
      }
    }
    wanted.forEach((name, wish) -> {
      if (!held.containsKey(name)) {
        open(name, wish);
      }
    });
    OutsideAddresses asking = outside;
    if (asking != null) {
      asking.reconcile(trunks);
    }
  }

  private static Wish wish(TrunkSpec spec) {
    return new Wish(
        spec.getLocalPort(),
        spec.getTransport().equals("tls") ? Set.of("tls") : Set.of("udp", "tcp"),
        Duration.ofSeconds(spec.getLocalPortIntervalS()));
  }

  private void drop(String name) {
    LocalPoints all = points;
    if (all != null) {
      all.leave(name);
      if (busy.test(name)) {
        var _ = timers.schedule(() -> retire(name), RETIRE_S, TimeUnit.SECONDS);
      } else {
        all.retire(name);
      }
    }
  }

  private boolean open(String name, Wish wish) {
    LocalPoints all = points;
    if (all == null) {
      return false;
    }
    held.put(name, new Held(wish, clock.instant(), false));
    String problem = all.open(name, wish.number(), wish.transports());
    if (problem.isEmpty()) {
      problems.remove(name);
      LOG.info("trunk {}: SIP port {}", name, all.port(name).orElse(0));
      OutsideAddresses asking = outside;
      if (asking != null) {
        asking.renewed(name);
      }
    } else if (!problem.equals(problems.put(name, problem))) {
      LOG.warn("trunk {}: {}", name, problem);
    }
    return problem.isEmpty();
  }

  /// Its registration did not come about: with another port it may.
  void lost(String trunk) {
    timers.execute(() -> {
      synchronized (this) {
        Held one = held.get(trunk);
        if (one != null && one.wish().random()) {
          held.put(trunk, new Held(one.wish(), one.since(), true));
        }
      }
      look();
    });
  }

  /// Whoever has no port yet gets one, and whose time has come another one, unless it has a call.
  private void look() {
    List<String> told = new ArrayList<>();
    synchronized (this) {
      for (Map.Entry<String, Held> one : Map.copyOf(held).entrySet()) {
        String name = one.getKey();
        Held now = one.getValue();
        boolean missing = problems.containsKey(name);
        boolean due = due(now);
        if ((missing || ((due || now.lost()) && !busy.test(name))) && open(name, now.wish())) {
          if (missing || due) {
            told.add(name);
          }
          var _ = timers.schedule(() -> retire(name), RETIRE_S, TimeUnit.SECONDS);
        }
      }
    }
    told.forEach(moved);
  }

  private boolean due(Held one) {
    return one.wish().random()
        && !one.wish().interval().isZero()
        && !one.since().plus(one.wish().interval()).isAfter(clock.instant());
  }

  private void retire(String name) {
    LocalPoints all = points;
    if (all != null) {
      all.retire(name);
    }
  }
}
