package io.patchbay.contract;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.ReplayCall;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Questions to the dial plan about calls that are not being made. Pure.
public final class RouteQuestions {
  private static final long DAY_S = 86_400;

  private static final Map<String, OriginKind> KINDS =
      Map.of(
          "extension", OriginKind.ORIGIN_KIND_EXTENSION,
          "line", OriginKind.ORIGIN_KIND_LINE,
          "trunk", OriginKind.ORIGIN_KIND_TRUNK,
          "api", OriginKind.ORIGIN_KIND_API);

  private RouteQuestions() {}

  /// What would become of a call.
  ///
  /// @param from `101` (an extension), `extension/101`, `line/gsm-1`, `trunk/pbx` or `api`
  /// @param calling the calling number; empty: an extension's own, else withheld
  /// @throws Fault INVALID, naming a caller that is none of these
  public static RouteRequest of(String from, String calling, String called, Instant at) {
    boolean api = from.equals("api");
    int slash = from.indexOf('/');
    OriginKind kind =
        KINDS.get(slash < 0 && !api ? "extension" : from.substring(0, api ? from.length() : slash));
    String name = api ? "" : from.substring(slash + 1);
    if (kind == null || (name.isEmpty() && !api)) {
      throw new Fault(
          Fault.Kind.INVALID,
          "caller '"
              + from
              + "': an extension's number, extension/101, line/gsm-1, trunk/pbx or api");
    }
    boolean own = calling.isEmpty() && kind == OriginKind.ORIGIN_KIND_EXTENSION;
    return RouteRequest.newBuilder()
        .setOriginKind(kind)
        .setOrigin(name)
        .setCallingNumber(own ? name : calling)
        .setCalledNumber(called)
        .setAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
        .build();
  }

  /// The call that was, with what it took.
  public static ReplayCall replayed(CallRecord record) {
    boolean answered = record.hasAnsweredAt();
    Timestamp until = answered ? record.getAnsweredAt() : record.getEndedAt();
    return ReplayCall.newBuilder()
        .setCall(of(record))
        .setAnswered(answered)
        .setRangMs(Math.min(DAY_S * 1_000, between(record.getStartedAt(), until).toMillis()))
        .setTalkedS(
            answered ? Math.min(30 * DAY_S, between(until, record.getEndedAt()).toSeconds()) : 0)
        .build();
  }

  /// Nothing when the clock has gone back.
  private static Duration between(Timestamp from, Timestamp to) {
    Duration length = Duration.between(Times.instant(from), Times.instant(to));
    return length.isNegative() ? Duration.ZERO : length;
  }

  /// The question that was asked when the call came.
  public static RouteRequest of(CallRecord record) {
    return RouteRequest.newBuilder()
        .setCallId(record.getCallId())
        .setOriginKind(KINDS.getOrDefault(record.getOriginKind(), OriginKind.ORIGIN_KIND_API))
        .setOrigin(record.getOrigin())
        .setCallingNumber(record.getCallingNumber())
        .setCalledNumber(record.getCalledNumber())
        .setAt(record.getStartedAt())
        .build();
  }
}
