package io.patchbay.simulator.network;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What somebody does during a call.
///
/// @param say `silence`, `echo`, `tone:HZ[@DBM0]` or a WAV file's path
/// @param record path of the WAV file that gets what is heard; empty: none
/// @param hangUpAfter from the answer on; zero: never
/// @param dtmf digits to send once answered; empty: none
/// @param echoDtmf send back each digit heard
public record CallPlan(
    String say, String record, Duration hangUpAfter, String dtmf, boolean echoDtmf) {
  public CallPlan {
    requireNonNull(say, "say");
    requireNonNull(record, "record");
    requireNonNull(hangUpAfter, "hangUpAfter");
    requireNonNull(dtmf, "dtmf");
  }

  /// Says nothing and stays.
  public static CallPlan silent() {
    return saying("silence");
  }

  /// Says `say` and stays.
  public static CallPlan saying(String say) {
    return new CallPlan(say, "", Duration.ZERO, "", false);
  }

  /// The same, but sends back the digits it hears.
  public CallPlan echoingDtmf() {
    return new CallPlan(say, record, hangUpAfter, dtmf, true);
  }
}
