package io.patchbay.routing.conduct;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.Times;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.limit.v1.Alarm;
import io.patchbay.routing.emergency.Zones;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Calls for help that reached nobody, as alarms (catalogue E4, 8). Pure.
public final class HelpAlarms {
  /// Before the name of whoever called: `emergency/extension/101`.
  public static final String KIND = "emergency";

  /// What the daily test finds wrong.
  public static final String SELF_TEST = KIND + "/self-test";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static final String FAILED = "emergency-call-failed";
  static final String TEST_FAILED = "emergency-self-test";

  private HelpAlarms() {}

  /// The alarm of a call that is over; empty: it was none for help, or somebody answered.
  public static Optional<Alarm> of(CallRecord record) {
    return record.getEmergency() && record.hasEndedAt() && !reached(record)
        ? Optional.of(
            Alarm.newBuilder()
                .setSubject(KIND + "/" + record.getOriginKind() + "/" + record.getOrigin())
                .setName(FAILED)
                .setReason(words(record))
                .setHappenedAt(record.getEndedAt())
                .build())
        : Optional.empty();
  }

  /// The caller's own leg may have been answered, for the tone that says that nobody comes.
  private static boolean reached(CallRecord record) {
    return record.getLegsList().stream()
        .filter(leg -> leg.getDirection().equals("outbound"))
        .anyMatch(LegRecord::hasAnsweredAt);
  }

  private static String words(CallRecord record) {
    boolean gaveUp = record.getReleasedBy().equals("caller");
    return "%s, %s (cause %d)"
        .formatted(
            dialled(record),
            gaveUp ? "and hung up before anybody answered" : "and nobody answered",
            record.getCause());
  }

  private static String dialled(CallRecord record) {
    String number =
        record.getCallingNumber().isEmpty() || record.getCallingNumber().equals(record.getOrigin())
            ? ""
            : " (" + record.getCallingNumber() + ")";
    String site = Zones.words(record.getSite(), record.getZone());
    return "%s %s%s%s dialled %s"
        .formatted(
            record.getOriginKind(), record.getOrigin(), number, site, record.getCalledNumber());
  }

  /// What people are told of a call for help of an edge that was cut off, once its record is there.
  public static LateHelp late(CallRecord record) {
    boolean reached = reached(record);
    String when =
        " at %s, while edge %s was cut off; call %s"
            .formatted(time(record.getStartedAt()), record.getEdge(), record.getCallId());
    return new LateHelp(
        reached ? "emergency-call" : FAILED,
        reached
            ? "EMERGENCY CALL: " + dialled(record) + " and was answered" + when
            : "NOBODY TOOK IT, an emergency call: " + words(record) + when);
  }

  /// What people are told late.
  ///
  /// @param event for web hooks and the audit trail
  public record LateHelp(String event, String text) {}

  /// In UTC, for people.
  public static String time(Timestamp at) {
    return TIME.format(Times.instant(at));
  }
}
