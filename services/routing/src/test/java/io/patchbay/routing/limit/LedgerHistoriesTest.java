package io.patchbay.routing.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.limit.v1.Measure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The bound of D4: nothing is spent beyond a limit, whatever fails between calls and ledger; where
/// the replica that holds a call dies, no more than one lease, by the time another has adopted it.
final class LedgerHistoriesTest {
  private static final int STEPS = 40;

  @ParameterizedTest
  @CsvSource({"MEASURE_MINUTES, 60000", "MEASURE_COST, 40000"})
  void noHistorySpendsMoreThanALeaseForACallWhoseHolderDied(Measure measure, int histories) {
    long worst = 0;
    long worstSeed = 0;
    long reconciled = 0;
    long beyondOneLease = 0;
    for (long seed = 1; seed <= histories; seed++) {
      World world = new World(seed, true, measure);
      world.run(STEPS);
      long beyond = world.overspend();
      long named = seed;
      long bound = world.holdersLost * world.lease;
      assertTrue(
          beyond <= bound,
          () -> "seed " + named + ": " + beyond + " beyond, not " + bound + ": " + world);
      beyondOneLease += beyond > world.lease ? 1 : 0;
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
        "%d histories of %s: at worst %d beyond the limit (seed %d), %d beyond one lease; %d reconciled%n",
        histories, measure, worst, worstSeed, beyondOneLease, reconciled);
    assertTrue(reconciled > histories / 4, "few histories have all their records: " + reconciled);
  }

  /// The same, but each replica answers of what it has read so far: what the bound is for.
  @ParameterizedTest
  @EnumSource(names = {"MEASURE_MINUTES", "MEASURE_COST"})
  void replicasThatDoNotWaitForTheLogBreakTheBound(Measure measure) {
    long worst = 0;
    for (long seed = 1; seed <= 2_000; seed++) {
      World world = new World(seed, false, measure);
      world.run(STEPS);
      worst = Math.max(worst, world.overspend() - world.lease);
    }
    assertTrue(worst > 0, "the histories do not find the fault");
  }
}
