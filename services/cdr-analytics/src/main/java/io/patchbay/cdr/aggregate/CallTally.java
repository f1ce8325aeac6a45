package io.patchbay.cdr.aggregate;

import io.patchbay.proto.cdr.v1.Summary;
import java.time.Duration;

/// What was counted of the calls over one line or trunk.
///
/// @param calls seizures: every attempt, answered or not
/// @param answered those that were answered
/// @param talked total time from answer to end
public record CallTally(long calls, long answered, Duration talked) {
  /// Nothing yet.
  public static final CallTally NONE = new CallTally(0, 0, Duration.ZERO);

  public CallTally {
    if (calls < 0 || answered < 0 || answered > calls || talked.isNegative()) {
      throw new IllegalArgumentException(answered + " of " + calls + " answered, " + talked);
    }
  }

  /// One more call; an end before the answer counts as no time.
  public CallTally plusAnswered(Duration talk) {
    return new CallTally(
        calls + 1, answered + 1, talked.plus(talk.isNegative() ? Duration.ZERO : talk));
  }

  /// One more call that nobody answered.
  public CallTally plusUnanswered() {
    return new CallTally(calls + 1, answered, talked);
  }

  /// Answer-seizure ratio, 0 to 1: answered / seizures (E.411); 0 without calls.
  public double answerSeizureRatio() {
    return calls == 0 ? 0 : (double) answered / calls;
  }

  /// Mean time of answered calls in seconds (ACD); 0 without any.
  public double averageCallDurationS() {
    return answered == 0 ? 0 : talked.toNanos() / 1e9 / answered;
  }

  /// As told to clients.
  public Summary summary(String name) {
    return Summary.newBuilder()
        .setName(name)
        .setCalls(calls)
        .setAnswered(answered)
        .setAsr(answerSeizureRatio())
        .setAcdS(averageCallDurationS())
        .build();
  }
}
