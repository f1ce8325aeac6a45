package io.patchbay.standalone.bench;

import io.patchbay.routing.list.NumberSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// What a list of a million numbers takes: memory, and time for a question. Half of the numbers
/// asked for are in it; a thousand of its entries are beginnings of five lengths.
public final class ListLoad {
  private static final int ENTRIES = 1_000_000;
  private static final int ASKED = 65_536;
  private static final int RUNS = 5;
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  private final LongSupplier nanoTime;
  private final int rounds;

  public ListLoad(boolean quick, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    rounds = quick ? 4 : 40;
  }

  /// What came of it.
  ///
  /// @param nanos a question, the median of five runs
  public record Result(double megabytes, double nanos) {}

  /// One run to warm up, then five.
  public Result run() {
    String[] asked = new String[ASKED];
    NumberSet set = set(asked);
    double[] nanos = new double[RUNS];
    once(set, asked);
    Arrays.setAll(nanos, _ -> once(set, asked));
    Arrays.sort(nanos);
    return new Result(set.bytes() / 1e6, nanos[RUNS / 2]);
  }

  /// The million, and what is asked of it.
  ///
  /// @param asked is filled
  static NumberSet set(String[] asked) {
    NumberSet.Builder builder = new NumberSet.Builder();
    entries(asked).forEach(builder::add);
    return builder.build();
  }

  /// The million as text.
  ///
  /// @param asked is filled: one that is in it, one that is not, and so on
  static List<String> entries(String[] asked) {
    SplittableRandom random = new SplittableRandom(1);
    List<String> entries = new ArrayList<>(ENTRIES);
    for (int i = 0; i < ENTRIES; i++) {
      String number = "+86" + (13_000_000_000L + random.nextLong(7_000_000_000L));
      entries.add(i % 1000 == 0 ? number.substring(0, 8 + i / 1000 % 5) + "*" : number);
      if (i < asked.length) {
        asked[i] =
            i % 2 == 0 ? number : "+49" + (10_000_000_000L + random.nextLong(9_000_000_000L));
      }
    }
    return entries;
  }

  private double once(NumberSet set, String[] asked) {
    long start = nanoTime.getAsLong();
    int there = 0;
    for (int round = 0; round < rounds; round++) {
      for (String number : asked) {
        if (set.has(number, NOW)) {
          there++;
        }
      }
    }
    if (there < rounds * ASKED / 2) {
      throw new BenchFailure("lists: numbers of the list were not found");
    }
    return (double) (nanoTime.getAsLong() - start) / rounds / ASKED;
  }
}
