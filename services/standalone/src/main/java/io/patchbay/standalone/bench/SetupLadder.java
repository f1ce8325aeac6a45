package io.patchbay.standalone.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// SIP set-ups per second, rate by rate until the gateway no longer keeps up, and one rate more:
/// what it then still completes.
///
/// A JVM for each service, all on this machine, with policy, an edge that makes two RTP
/// terminations a call, Kafka, records and console; beside them PostgreSQL and the bench itself.
/// One sip-trunk replica gets all the calls.
public final class SetupLadder {
  private static final int[] RATES = {50, 100, 200, 300, 400, 500, 700, 1000};
  private static final int[] QUICK_RATES = {50, 100};
  private static final int[] WARM_UP_RATES = {20, 50, 100, 200, 200, 200, 200, 200, 200};
  private static final int SECONDS = 10;
  private static final int QUICK_SECONDS = 4;
  private static final int UNCLEAN = 2;
  private static final long PAUSE_MILLIS = 1_500;

  private final LongSupplier nanoTime;
  private final PrintStream out;

  public SetupLadder(LongSupplier nanoTime, PrintStream out) {
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /// All rungs, after a warm-up that does not count: a JVM compiles what it runs often.
  public List<Rung> climb(Product product, boolean quick) {
    int seconds = quick ? QUICK_SECONDS : SECONDS;
    List<Rung> rungs = new ArrayList<>();
    int unclean = 0;
    try (var load = new CallLoad(product, nanoTime)) {
      for (int rate : WARM_UP_RATES) {
        out.printf(Locale.ROOT, "  warming up, %d/s%n", rate);
        load.run(rate, seconds);
      }
      for (int rate : quick ? QUICK_RATES : RATES) {
        load.settle();
        Waiting.millis(PAUSE_MILLIS, nanoTime);
        Rung rung = load.run(rate, seconds);
        rungs.add(rung);
        say(rung);
        unclean += rung.clean() ? 0 : 1;
        if (unclean == UNCLEAN) {
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
        "  %5d/s: %d completed, %.2f %% failed (%d of them 503%s), %d retransmissions, INVITE to 180"
            + " p50 %.1f p99 %.1f ms, CPU-ms per call: replica %.2f, all %.2f (bench %.2f)%n",
        rung.rate(),
        rung.completed(),
        100 * rung.failedShare(),
        rung.refused(),
        rung.refused() == 0
            ? ""
            : String.format(Locale.ROOT, ", p99 %.1f ms after INVITE", rung.refusalP99Millis()),
        rung.retransmissions(),
        rung.delayP50Millis(),
        rung.delayP99Millis(),
        rung.replicaCpuMillis(),
        rung.allCpuMillis(),
        rung.ownCpuMillisPerCall());
    out.println("         " + shares(rung));
  }

  private static String shares(Rung rung) {
    return rung.cpuMillisPerCall().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(part -> String.format(Locale.ROOT, "%s %.2f", part.getKey(), part.getValue()))
        .collect(Collectors.joining(", "));
  }
}
