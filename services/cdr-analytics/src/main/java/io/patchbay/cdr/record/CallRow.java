package io.patchbay.cdr.record;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.cdr.v1.CallRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The columns of one call, taken out of its record.
///
/// @param startedAt when the call began; when the record does not say, when it ended, else when it
///   arrived
/// @param cause Q.850
/// @param record the whole `CallRecord` as it came
public record CallRow(
    String callId,
    Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    String originKind,
    String origin,
    String callingNumber,
    String calledNumber,
    String dialledNumber,
    int cause,
    int sipStatus,
    String releasedBy,
    String edge,
    byte[] record,
    List<LegRow> legs) {
  private static final int LONGEST_CALL_ID = 128;
  private static final int MOST_LEGS = 64;

  /// Takes a record apart.
  ///
  /// @param arrivedAt when the record was put on the topic
  /// @throws IllegalArgumentException names what makes it no call record
  public static CallRow of(CallRecord call, byte[] record, Instant arrivedAt) {
    if (call.getCallId().isEmpty() || call.getCallId().length() > LONGEST_CALL_ID) {
      throw new IllegalArgumentException(
          "call_id of "
              + call.getCallId().length()
              + " characters; 1 to "
              + LONGEST_CALL_ID
              + " expected");
    }
    if (call.getLegsCount() > MOST_LEGS) {
      throw new IllegalArgumentException(
          call.getLegsCount() + " legs; at most " + MOST_LEGS + " expected");
    }
    Optional<Instant> ended = instant(call.hasEndedAt(), call.getEndedAt());
    Instant started =
        instant(call.hasStartedAt(), call.getStartedAt()).or(() -> ended).orElse(arrivedAt);
    return new CallRow(
        text(call.getCallId()),
        started,
        instant(call.hasAnsweredAt(), call.getAnsweredAt()).orElse(null),
        ended.orElse(null),
        text(call.getOriginKind()),
        text(call.getOrigin()),
        text(call.getCallingNumber()),
        text(call.getCalledNumber()),
        text(call.getDialledNumber()),
        small(call.getCause()),
        small(call.getSipStatus()),
        text(call.getReleasedBy()),
        text(call.getEdge()),
        record,
        IntStream.range(0, call.getLegsCount())
            .mapToObj(i -> LegRow.of(i, call.getLegs(i)))
            .toList());
  }

  static Optional<Instant> instant(boolean present, Timestamp at) {
    return present && Timestamps.isValid(at)
        ? Optional.of(Instant.ofEpochSecond(at.getSeconds(), at.getNanos()))
        : Optional.empty();
  }

  /// PostgreSQL has no NUL in a text.
  static String text(String value) {
    return value.indexOf('\0') < 0 ? value : value.replace("\0", "");
  }

  /// An unsigned 32-bit field that should be a small number.
  static int small(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }
}
