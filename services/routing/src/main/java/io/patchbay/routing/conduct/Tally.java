package io.patchbay.routing.conduct;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.config.v1.RunPolicySpec;
import io.patchbay.proto.limit.v1.LineCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a run policy has counted of a line since it began, fired last, or the line was restored.
///
/// @param calls attempts
/// @param seconds talked in those answered
/// @param noRing in a row, as the next two
record Tally(
    long calls,
    long answered,
    long seconds,
    int noRing,
    int unanswered,
    int shortCalls,
    Instant since) {
  /// The product's own; the GoIP of old had 10.
  private static final int SAMPLE = 30;

  Tally {
    requireNonNull(since, "since");
  }

  static Tally from(Instant since) {
    return new Tally(0, 0, 0, 0, 0, 0, since);
  }

  Tally plus(LineCall call, RunPolicySpec policy) {
    boolean tooShort = call.getAnswered() && call.getSeconds() < seconds(policy.getShortS());
    return new Tally(
        calls + 1,
        answered + (call.getAnswered() ? 1 : 0),
        seconds + call.getSeconds(),
        call.getRang() ? 0 : noRing + 1,
        call.getAnswered() ? 0 : unanswered + 1,
        // a call that was not answered is neither short nor long
        tooShort ? shortCalls + 1 : call.getAnswered() ? 0 : shortCalls,
        since);
  }

  /// The first condition that is true of the calls, in words.
  Optional<String> fires(RunPolicySpec policy) {
    int sample = policy.getSample() == 0 ? SAMPLE : policy.getSample();
    int asr = policy.getAsrBelowPercent();
    if (asr != 0 && calls >= sample && answered * 100 < calls * asr) {
      return Optional.of("ASR " + answered * 100 / calls + " % of " + calls + " calls");
    }
    int acd = policy.getAcdBelowS();
    if (acd != 0 && answered >= sample && seconds < answered * acd) {
      return Optional.of("ACD " + seconds / answered + " s of " + answered + " calls");
    }
    return inARow(policy.getNoRingCalls(), noRing, "calls in a row did not ring")
        .or(() ->
            inARow(policy.getUnansweredCalls(), unanswered, "calls in a row were not answered"))
        .or(() ->
            inARow(
                policy.getShortCalls(),
                shortCalls,
                "calls in a row were shorter than " + policy.getShortS() + " s"));
  }

  private static Optional<String> inARow(int most, int row, String words) {
    return most != 0 && row >= most ? Optional.of(row + " " + words) : Optional.empty();
  }

  /// Whether the policy's minutes are over.
  boolean due(RunPolicySpec policy, Instant now) {
    return policy.getEveryMinutes() != 0
        && !now.isBefore(since.plus(Duration.ofMinutes(policy.getEveryMinutes())));
  }

  private static long seconds(int unsigned) {
    return Integer.toUnsignedLong(unsigned);
  }
}
