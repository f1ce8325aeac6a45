package io.patchbay.dialplan.decision;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/// Times of messages.
final class Times {
  private Times() {}

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
