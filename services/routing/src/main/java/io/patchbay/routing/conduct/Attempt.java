package io.patchbay.routing.conduct;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A call that a line was asked to carry out.
///
/// @param rang somebody was rung
/// @param seconds talked
/// @param cause Q.850, 0: not known
/// @param ours the network had no say in it: the line was in another call or could not be used, the
///   caller gave up or we ended it before anybody was rung
public record Attempt(
    String line,
    Instant ended,
    boolean rang,
    boolean answered,
    long seconds,
    int cause,
    boolean ours) {
  /// Q.850 16 and 31: nobody but ourselves ends a call so before it rings; 44: the line is in use;
  /// 38: the edge or line is not there.
  private static final Set<Integer> OURS = Set.of(0, 16, 28, 31, 38, 44);

  public Attempt {
    requireNonNull(line, "line");
    requireNonNull(ended, "ended");
  }

  /// The attempts of a call, in the order they were made.
  public static List<Attempt> of(CallRecord record) {
    List<Attempt> attempts = new ArrayList<>();
    for (LegRecord leg : record.getLegsList()) {
      if (leg.getKind().equals("line") && leg.getDirection().equals("outbound")) {
        boolean rang = leg.hasAnsweredAt() || rang(record, leg);
        attempts.add(
            new Attempt(
                leg.getName(),
                ended(leg),
                rang,
                leg.hasAnsweredAt(),
                seconds(leg),
                leg.getCause(),
                !rang && ours(record, leg)));
      }
    }
    return attempts;
  }

  private static boolean ours(CallRecord record, LegRecord leg) {
    return OURS.contains(leg.getCause()) || record.getReleasedBy().equals("caller");
  }

  /// The call rang while this leg was tried; after that no other is.
  private static boolean rang(CallRecord record, LegRecord leg) {
    return record.hasAlertedAt()
        && valid(record.getAlertedAt(), leg.getStartedAt(), leg.getEndedAt())
        && Timestamps.compare(leg.getStartedAt(), record.getAlertedAt()) <= 0
        && Timestamps.compare(record.getAlertedAt(), leg.getEndedAt()) <= 0;
  }

  private static boolean valid(Timestamp... times) {
    return Arrays.stream(times).allMatch(Timestamps::isValid);
  }

  private static Instant ended(LegRecord leg) {
    return Timestamps.isValid(leg.getEndedAt())
        ? Instant.ofEpochMilli(Timestamps.toMillis(leg.getEndedAt()))
        : Instant.EPOCH;
  }

  private static long seconds(LegRecord leg) {
    return leg.hasAnsweredAt() && leg.hasEndedAt() && valid(leg.getAnsweredAt(), leg.getEndedAt())
        ? Math.max(0, Timestamps.between(leg.getAnsweredAt(), leg.getEndedAt()).getSeconds())
        : 0;
  }
}
