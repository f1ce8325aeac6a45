package io.patchbay.standalone.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// SIP set-ups per second, rate by rate until the gateway no longer keeps up.
///
/// Everything runs in one JVM on this machine: trunk, policy, edge with two RTP terminations a
/// call, Kafka, records, console; beside it PostgreSQL and the bench itself.
public final class SetupLadder {
  private static final int[] RATES = {50, 100, 200, 400, 800, 1200};
  private static final int[] QUICK_RATES = {50, 100};
  private static final int WARM_UP_RATE = 25;
  private static final long PAUSE_MILLIS = 1_500;

  private final LongSupplier nanoTime;
  private final PrintStream out;

  public SetupLadder(LongSupplier nanoTime, PrintStream out) {
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /// All rungs up to the first that is not clean, after a warm-up that does not count.
  public List<Rung> climb(Product product, boolean quick) {
    List<Rung> rungs = new ArrayList<>();
    try (var load = new CallLoad(product, nanoTime)) {
      load.run(WARM_UP_RATE, quick ? 4 : 12);
      for (int rate : quick ? QUICK_RATES : RATES) {
        load.settle();
        Waiting.millis(PAUSE_MILLIS, nanoTime);
        Rung rung = load.run(rate, quick ? 4 : 8);
        rungs.add(rung);
        say(rung);
        if (!rung.clean()) {
          break;
        }
      }
    }
    return List.copyOf(rungs);
  }

  /// The highest rate that was clean.
  public static Optional<Rung> best(List<Rung> rungs) {
    return rungs.stream().filter(Rung::clean).reduce((_, next) -> next);
  }

  private void say(Rung rung) {
    out.printf(
        Locale.ROOT,
        "  %5d/s: %.2f %% failed (%d of them 503), %d retransmissions, INVITE to 180 p50 %.1f p99"
            + " %.1f ms, %.2f CPU-ms per call (bench %.2f)%n",
        rung.rate(),
        100 * rung.failedShare(),
        rung.refused(),
        rung.retransmissions(),
        rung.delayP50Millis(),
        rung.delayP99Millis(),
        rung.cpuMillisPerCall(),
        rung.ownCpuMillisPerCall());
  }
}
