package io.patchbay.trunk.lease;

import io.patchbay.trunk.events.Ownership;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Lease for each trunk: its holder looks after it. Who cannot renew stops before another may
/// begin, also while the API server does not answer. A thread of its own talks to the API server.
public final class LeaseOwnership implements Ownership {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseOwnership.class);
  private static final Duration CLOSING = Duration.ofMillis(800);

  private final LeaseRounds rounds;
  private final Terms terms;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile Set<String> wanted = Set.of();
  private volatile Set<String> told = Set.of();
  private volatile Runnable listener = () -> {};
  private volatile boolean retired;
  private volatile boolean closed;
  private volatile boolean failing;

  /// Takes part from now on.
  ///
  /// @param prefix of the names of Leases: the installation's
  /// @param replica our name, different from the others'
  /// @param timers watch that what is held is renewed in time
  public LeaseOwnership(
      String prefix,
      String replica,
      KubernetesLeases store,
      Terms terms,
      ScheduledExecutorService timers,
      InstantSource clock,
      LongSupplier nanoTime) {
    this(new LeaseRounds(prefix, replica, store, terms, clock, nanoTime), terms, timers);
  }

  LeaseOwnership(LeaseRounds rounds, Terms terms, ScheduledExecutorService timers) {
    this.rounds = rounds;
    this.terms = terms;
    long often = Math.max(1, terms.round().toMillis() / 4);
    // ends with the timers
    var _ = timers.scheduleWithFixedDelay(this::watch, often, often, TimeUnit.MILLISECONDS);
    thread = Thread.ofPlatform().daemon().name("trunk-leases").start(this::run);
  }

  @Override
  public boolean owns(String trunk) {
    return !closed && rounds.holds(trunk);
  }

  @Override
  public void onChange(Runnable told) {
    listener = told;
  }

  @Override
  public void wanted(Set<String> trunks) {
    if (!wanted.equals(trunks)) {
      wanted = Set.copyOf(trunks);
      wake.release();
    }
  }

  @Override
  public void retire(boolean goes) {
    retired = goes;
    wake.release();
  }

  /// Tells the listener what was taken or has run out since.
  private void watch() {
    Set<String> now = rounds.holding();
    if (!now.equals(told) && !closed) {
      Set<String> lost = new java.util.TreeSet<>(told);
      lost.removeAll(now);
      if (!lost.isEmpty()) {
        LOG.info("does not hold {} any more", lost);
      }
      told = now;
      listener.run();
    }
  }

  private void run() {
    while (!closed) {
      turn(retired);
      try {
        if (wake.tryAcquire(terms.round().toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    turn(true);
  }

  private void turn(boolean leaving) {
    try {
      rounds.round(wanted, leaving, listener::run);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("leases: {}", e.getMessage());
      }
      failing = true;
    }
    watch();
  }

  /// Gives away what it has, so that another need not wait for the end of the Leases.
  @Override
  public void close() {
    closed = true;
    wake.release();
    try {
      thread.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
