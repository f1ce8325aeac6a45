package io.patchbay.console.web;

import io.patchbay.contract.document.Money;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.Measure;
import java.util.ArrayList;
import java.util.List;

/// How a limit stands, as pages show it.
///
/// @param limit name of the document, and for whom
/// @param measure minutes, calls, messages or cost
/// @param used as people write it, money with decimals; so are the others
/// @param left in the period that is now; empty: any
/// @param since when it began; empty: counted for good
/// @param tone colour of what is left: good, warn, bad, quiet
public record LimitRow(
    String limit,
    String measure,
    String used,
    String reserved,
    String of,
    String left,
    String since,
    String tone) {
  private static final int LITTLE = 10;

  static LimitRow of(Balance balance) {
    Measure measure = balance.getMeasure();
    long unit = measure == Measure.MEASURE_MINUTES ? 60 : 1;
    long used = Math.ceilDiv(balance.getUsed(), unit);
    long reserved = Math.ceilDiv(balance.getReserved(), unit);
    boolean free = balance.getPeriod().equals("free");
    long of = balance.getLimit() / unit;
    long left = Math.max(0, of - used - reserved);
    return new LimitRow(
        balance.getQuota(),
        word(measure),
        amount(measure, used),
        amount(measure, reserved),
        amount(measure, of),
        free ? "" : amount(measure, left),
        free ? "" : balance.getPeriod(),
        free ? "quiet" : tone(left, of));
  }

  private static String amount(Measure measure, long count) {
    return measure == Measure.MEASURE_COST ? Money.text(count) : Long.toString(count);
  }

  static String word(Measure measure) {
    return switch (measure) {
      case MEASURE_MINUTES -> "minutes";
      case MEASURE_CALLS -> "calls";
      case MEASURE_MESSAGES -> "messages";
      case MEASURE_COST -> "cost";
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
      if (balance.getQuota().endsWith(" line/" + line) && !row.left().isEmpty()) {
        words.add(row.left() + " " + row.measure());
      }
    }
    return String.join(", ", words);
  }
}
