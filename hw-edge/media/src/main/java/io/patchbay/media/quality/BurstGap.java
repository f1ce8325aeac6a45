package io.patchbay.media.quality;

import java.util.concurrent.atomic.AtomicLongArray;

/// How packets were missing, one by one or in bursts (RFC 3611 §4.7.2 and its appendix A.2).
///
/// One thread counts, any other reads.
public final class BurstGap {
  /// Packets received in a row that end a burst.
  public static final int GMIN = 16;

  private static final int C11 = 0;
  private static final int C13 = 1;
  private static final int C14 = 2;
  private static final int C22 = 3;
  private static final int C23 = 4;
  private static final int C33 = 5;
  private static final int RECEIVED = 6;
  private static final int LOST = 7;
  private static final int RUNS = 8;

  private final AtomicLongArray counts = new AtomicLongArray(9);
  private long sinceLoss = GMIN;
  private long inBurst;
  private boolean lostBefore;

  /// What was counted so far, as RFC 3611 reports it.
  ///
  /// @param burstDensity share of packets missing within bursts, 0 to 1
  /// @param gapDensity the same between bursts
  /// @param burstMillis mean length of a burst
  /// @param gapMillis mean length of a gap
  /// @param burstRatio how much longer runs of missing packets are than by chance (G.107 §7.5)
  public record Summary(
      double burstDensity,
      double gapDensity,
      double burstMillis,
      double gapMillis,
      double burstRatio) {}

  /// A packet came in time.
  public void received() {
    sinceLoss++;
    lostBefore = false;
    add(RECEIVED, 1);
  }

  /// Packets were missing: lost, or too late to be played.
  public void lost(long packets) {
    for (long i = 0; i < Math.min(packets, 1000); i++) {
      one();
    }
  }

  private void one() {
    add(LOST, 1);
    if (!lostBefore) {
      add(RUNS, 1);
      lostBefore = true;
    }
    if (sinceLoss >= GMIN) {
      add(inBurst == 1 ? C14 : C13, 1);
      inBurst = 1;
      add(C11, sinceLoss);
    } else {
      inBurst++;
      if (sinceLoss == 0) {
        add(C33, 1);
      } else {
        add(C23, 1);
        add(C22, sinceLoss - 1);
      }
    }
    sinceLoss = 0;
  }

  /// The figures of all packets so far.
  ///
  /// @param packetMillis audio in one packet
  public Summary summary(int packetMillis) {
    double c13 = get(C13);
    double c14 = get(C14);
    double c11 = get(C11) + c14;
    double transitions = c13 + get(C23) + get(C33);
    double p32 = transitions == 0 ? 0 : get(C23) / transitions;
    double p23 = get(C22) + get(C23) < 1 ? 1 : 1 - get(C22) / (get(C22) + get(C23));
    double total = c11 + 2 * c13 + get(C22) + 2 * get(C23) + get(C33);
    boolean bursts = get(LOST) > 0 && get(C23) + get(C33) > 0;
    double gap = c13 == 0 ? 0 : (c11 + c13) * packetMillis / c13;
    double burst = !bursts || c13 == 0 ? 0 : Math.max(0, total * packetMillis / c13 - gap);
    return new Summary(
        bursts ? p23 / (p23 + p32) : 0, c11 == 0 ? 0 : c14 / c11, burst, gap, burstRatio());
  }

  /// `1 / (p + q)` of the two-state model that the counts fit.
  private double burstRatio() {
    double runs = get(RUNS);
    if (runs == 0 || get(RECEIVED) == 0) {
      return 1;
    }
    return Math.max(1, 1 / (runs / get(RECEIVED) + runs / get(LOST)));
  }

  private void add(int index, long amount) {
    counts.setOpaque(index, counts.getPlain(index) + amount);
  }

  private double get(int index) {
    return counts.getOpaque(index);
  }
}
