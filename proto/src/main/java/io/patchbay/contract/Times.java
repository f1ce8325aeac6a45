package io.patchbay.contract;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;

/// Times of messages.
public final class Times {
  private Times() {}

  /// The epoch for what is no time (outside the years 1 to 9999).
  public static Instant instant(Timestamp timestamp) {
    return Timestamps.isValid(timestamp)
        ? Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos())
        : Instant.EPOCH;
  }

  /// To the nanosecond.
  public static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
