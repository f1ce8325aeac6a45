package io.patchbay.routing.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The bound of D4: nothing is spent beyond a limit, whatever fails between calls and ledger; where
/// the replica that holds a call dies, no more than one lease, by the time another has adopted it.
final class LedgerHistoriesTest {
  private static final int HISTORIES = 100_000;
  private static final int STEPS = 40;

  @Test
  void noHistorySpendsMoreThanALeaseForACallWhoseHolderDied() {
    long worst = 0;
    long worstSeed = 0;
    long reconciled = 0;
    long beyondOneLease = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      World world = new World(seed, true);
      world.run(STEPS);
      long beyond = world.overspend();
      long named = seed;
      long bound = world.holdersLost * world.leaseSeconds;
      assertTrue(
          beyond <= bound,
          () -> "seed " + named + ": " + beyond + " s beyond, not " + bound + ": " + world);
      beyondOneLease += beyond > world.leaseSeconds ? 1 : 0;
      if (beyond > worst) {
        worst = beyond;
        worstSeed = seed;
      }
      world.reconcile();
      if (world.holdersLost == 0) {
        assertTrue(world.difference() >= 0, () -> "seed " + named + " spent unbooked: " + world);
      }
      if (!world.recordsLost && !world.clocksFarOff) {
        reconciled++;
        assertEquals(0, world.difference(), () -> "seed " + named + " after all records: " + world);
      }
    }
    System.out.printf(
        "%d histories: at worst %d s beyond the limit (seed %d), %d beyond one lease; %d reconciled%n",
        HISTORIES, worst, worstSeed, beyondOneLease, reconciled);
    assertTrue(reconciled > HISTORIES / 4, "few histories have all their records: " + reconciled);
  }

  /// The same, but each replica answers of what it has read so far: what the bound is for.
  @Test
  void replicasThatDoNotWaitForTheLogBreakTheBound() {
    long worst = 0;
    for (long seed = 1; seed <= 2_000; seed++) {
      World world = new World(seed, false);
      world.run(STEPS);
      worst = Math.max(worst, world.overspend() - world.leaseSeconds);
    }
    assertTrue(worst > 0, "the histories do not find the fault");
  }
}
