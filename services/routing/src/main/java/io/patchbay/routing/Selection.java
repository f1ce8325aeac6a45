package io.patchbay.routing;

import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineSpec;
import java.time.Duration;
import java.util.Comparator;

/// Which of several lines that would do comes first.
final class Selection {
  /// What a call is taken to last when costs are compared.
  private static final Duration USUAL_CALL = Duration.ofMinutes(3);

  /// The line with the least calls, then the least time.
  static final Comparator<Candidate> LEAST_CALLS =
      Comparator.comparingLong((Candidate one) -> one.use().calls())
          .thenComparingLong(one -> one.use().talkSeconds());

  private Selection() {}

  static Comparator<Candidate> of(LineGroupSpec group, Inquiry inquiry, String e164) {
    return switch (group.getSelection()) {
      case LINE_SELECTION_UNSPECIFIED, LINE_SELECTION_LEAST_CALLS, UNRECOGNIZED -> LEAST_CALLS;
      case LINE_SELECTION_LEAST_TIME ->
          Comparator.comparingLong((Candidate one) -> one.use().talkSeconds())
              .thenComparingLong(one -> one.use().calls());
      case LINE_SELECTION_ROUND_ROBIN -> Comparator.comparingLong(one -> one.use().lastUsed());
      case LINE_SELECTION_PRIORITY -> (_, _) -> 0;
      case LINE_SELECTION_WEIGHTED ->
          Comparator.comparingDouble(
              one -> (one.use().calls() + 1.0) / group.getWeightsOrDefault(one.line(), 1));
      case LINE_SELECTION_BEST_SIGNAL ->
          Comparator.comparing((Candidate one) -> one.use().radio().signalDbm() == 0)
              .thenComparing(
                  Comparator.comparingInt((Candidate one) -> one.use().radio().signalDbm())
                      .reversed())
              .thenComparing(LEAST_CALLS);
      case LINE_SELECTION_BEST_ASR ->
          Comparator.comparingDouble((Candidate one) -> -answeredShare(one.use()))
              .thenComparing(LEAST_CALLS);
      case LINE_SELECTION_LEAST_COST ->
          Comparator.comparingLong((Candidate one) -> cost(inquiry, one.line(), e164))
              .thenComparing(LEAST_CALLS);
    };
  }

  /// A line without calls counts as half answered; few calls say little.
  private static double answeredShare(LineUse use) {
    return (use.answered() + 1.0) / (use.calls() + 2.0);
  }

  private static long cost(Inquiry inquiry, String line, String e164) {
    String table =
        inquiry
            .plan()
            .documents()
            .lines()
            .getOrDefault(line, LineSpec.getDefaultInstance())
            .getRates();
    return inquiry
        .plan()
        .rates()
        .cost(table, e164, inquiry.request().getCalledOperator(), inquiry.at(), USUAL_CALL)
        .orElse(Long.MAX_VALUE);
  }
}
