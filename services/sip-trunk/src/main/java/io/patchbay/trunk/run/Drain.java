package io.patchbay.trunk.run;

import io.patchbay.trunk.edge.DrainDoor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A replica that is to leave: it takes nothing new, keeps the calls it has, and may go when the
/// last one is over. Thread-safe.
public final class Drain implements DrainDoor {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final long LOOK_MS = 50;

  private final String replica;
  private final CallTable calls;
  private final Consumer<Boolean> tell;
  private final IntSupplier trunks;
  private volatile boolean draining;

  /// @param tell told whether this replica is leaving
  /// @param trunks that it looks after
  public Drain(String replica, CallTable calls, Consumer<Boolean> tell, IntSupplier trunks) {
    this.replica = replica;
    this.calls = calls;
    this.tell = tell;
    this.trunks = trunks;
  }

  @Override
  public String replica() {
    return replica;
  }

  @Override
  public int trunks() {
    return trunks.getAsInt();
  }

  @Override
  public boolean draining() {
    return draining;
  }

  @Override
  public int calls() {
    return calls.talking();
  }

  @Override
  public synchronized void begin() {
    if (!draining) {
      draining = true;
      LOG.info("draining: no new calls, {} are kept", calls());
      tell.accept(true);
    }
  }

  @Override
  public synchronized void resume() {
    if (draining) {
      draining = false;
      LOG.info("takes new calls again");
      tell.accept(false);
    }
  }

  /// Begins, and waits until the last call is over or the deadline has passed; at once when there
  /// is no deadline.
  ///
  /// @return calls that are left
  public int leave(Duration deadline) {
    if (deadline.isZero()) {
      return calls();
    }
    begin();
    long end = System.nanoTime() + deadline.toNanos();
    try {
      while (calls() > 0 && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.info("drained: {} calls are left", calls());
    return calls();
  }
}
