package io.patchbay.console.web;

import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.Measure;
import java.util.ArrayList;
import java.util.List;

/// How a limit stands, as pages show it.
///
/// @param limit name of the document, and for whom
/// @param measure minutes, calls or messages
/// @param left in the period that is now; −1: any
/// @param since when it began; empty: counted for good
/// @param tone colour of what is left: good, warn, bad, quiet
public record LimitRow(
    String limit,
    String measure,
    long used,
    long reserved,
    long of,
    long left,
    String since,
    String tone) {
  private static final int LITTLE = 10;

  static LimitRow of(Balance balance) {
    boolean minutes = balance.getMeasure() == Measure.MEASURE_MINUTES;
    long unit = minutes ? 60 : 1;
    long used = Math.ceilDiv(balance.getUsed(), unit);
    long reserved = Math.ceilDiv(balance.getReserved(), unit);
    boolean free = balance.getPeriod().equals("free");
    long of = balance.getLimit() / unit;
    long left = free ? -1 : Math.max(0, of - used - reserved);
    return new LimitRow(
        balance.getQuota(),
        word(balance.getMeasure()),
        used,
        reserved,
        of,
        left,
        free ? "" : balance.getPeriod(),
        free ? "quiet" : tone(left, of));
  }

  static String word(Measure measure) {
    return switch (measure) {
      case MEASURE_MINUTES -> "minutes";
      case MEASURE_CALLS -> "calls";
      case MEASURE_MESSAGES -> "messages";
      case MEASURE_CONCURRENT -> "calls at the same time";
      case MEASURE_VELOCITY -> "calls within a short time";
      case MEASURE_UNSPECIFIED, UNRECOGNIZED -> "?";
    };
  }

  private static String tone(long left, long of) {
    if (left == 0) {
      return "bad";
    }
    return left * LITTLE <= of ? "warn" : "good";
  }

  /// What is left for one line alone, in words: `12 minutes, 5 messages`; empty: nothing limits it.
  static String left(List<Balance> balances, String line) {
    List<String> words = new ArrayList<>();
    for (Balance balance : balances) {
      LimitRow row = of(balance);
      if (balance.getQuota().endsWith(" line/" + line) && row.left() >= 0) {
        words.add(row.left() + " " + row.measure());
      }
    }
    return String.join(", ", words);
  }
}
