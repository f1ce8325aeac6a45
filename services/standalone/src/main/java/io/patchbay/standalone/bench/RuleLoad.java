package io.patchbay.standalone.bench;

import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How many numbers a dial plan of 200 rules decides on one core.
///
/// Every sort of rule is among them; of the numbers, a quarter matches none.
public final class RuleLoad {
  private static final int RULES = 200;
  private static final int NUMBERS = 4096;
  private static final int RUNS = 5;

  private final LongSupplier nanoTime;
  private final long runNanos;

  public RuleLoad(boolean quick, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    runNanos = quick ? 300_000_000L : 2_000_000_000L;
  }

  /// What came of it.
  ///
  /// @param perSecond decided numbers, the median of five runs
  /// @param accepted share of the numbers that the plan lets through
  public record Result(double perSecond, double accepted) {}

  /// One run to warm up, then five.
  public Result run() {
    DigitPlan plan = DigitPlan.parse(plan());
    String[] numbers = numbers();
    double[] rates = new double[RUNS];
    once(plan, numbers);
    Arrays.setAll(rates, _ -> once(plan, numbers));
    Arrays.sort(rates);
    long accepted =
        Arrays.stream(numbers)
            .filter(number -> plan.dial(number) instanceof Outcome.Accepted)
            .count();
    return new Result(rates[RUNS / 2], (double) accepted / NUMBERS);
  }

  private double once(DigitPlan plan, String[] numbers) {
    long start = nanoTime.getAsLong();
    long decided = 0;
    long letThrough = 0;
    long now = start;
    while (now - start < runNanos) {
      for (String number : numbers) {
        if (plan.dial(number) instanceof Outcome.Accepted accepted) {
          letThrough += accepted.number().length();
        }
      }
      decided += numbers.length;
      now = nanoTime.getAsLong();
    }
    if (letThrough == 0) {
      throw new BenchFailure("rules: no number was let through");
    }
    return decided * 1e9 / (now - start);
  }

  static String plan() {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, RULES)
        .mapToObj(rule -> {
          int area = 100 + rule * 4;
          return switch (rule % 5) {
            case 0 -> area + "x+";
            case 1 -> "<=1" + area + ">" + area + "[2-9]xxxxxx";
            case 2 -> "L:" + area + "[2-9]x.";
            case 3 -> "^" + area + "9x.";
            default -> "1" + area + "[2-9]xx" + random.nextInt(1000) + "x+";
          };
        })
        .collect(Collectors.joining(" | ", "{", " | x.911}"));
  }

  private static String[] numbers() {
    SplittableRandom random = new SplittableRandom(2);
    String[] numbers = new String[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      StringBuilder number = new StringBuilder();
      if (i % 4 != 0) {
        number.append(100 + 4 * random.nextInt(RULES));
      }
      while (number.length() < 11) {
        number.append(random.nextInt(10));
      }
      numbers[i] = number.toString();
    }
    return numbers;
  }
}
