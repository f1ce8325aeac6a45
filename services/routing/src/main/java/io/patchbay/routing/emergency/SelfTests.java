package io.patchbay.routing.emergency;

import io.patchbay.proto.config.v1.EmergencySpec;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.EmergencyRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The daily test of emergency calls (catalogue E4, 7), which calls nobody. Pure.
public final class SelfTests {
  /// A test that nobody was there for is made up for so long.
  static final Duration LATEST = Duration.ofHours(1);

  private static final int MOST_NAMED = 5;
  private static final int MOST_PROBLEMS = 20;

  private SelfTests() {}

  /// When the test that is due was to be; empty: none is, or none is wanted.
  public static Optional<Instant> due(EmergencySpec spec, Instant now) {
    if (spec.getSelfTestAt().isEmpty()) {
      return Optional.empty();
    }
    ZoneId zone =
        spec.getSelfTestZone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(spec.getSelfTestZone());
    LocalTime time = LocalTime.parse(spec.getSelfTestAt());
    LocalDate today = now.atZone(zone).toLocalDate();
    return Stream.of(today, today.minusDays(1))
        .map(day -> day.atTime(time).atZone(zone).toInstant())
        .filter(at -> !at.isAfter(now) && at.isAfter(now.minus(LATEST)))
        .findFirst();
  }

  /// What is wrong, each with whom it is about; none: nothing.
  public static List<String> problems(EmergencyReport report) {
    Map<String, List<String>> callers = new TreeMap<>();
    for (EmergencyRow row : report.getRowsList()) {
      if (!row.getWarning().isEmpty()) {
        callers.computeIfAbsent(row.getWarning(), _ -> new ArrayList<>()).add(row.getCaller());
      }
    }
    return callers.entrySet().stream()
        .limit(MOST_PROBLEMS)
        .map(one -> names(one.getValue()) + ": " + one.getKey())
        .toList();
  }

  private static String names(List<String> callers) {
    int more = callers.size() - MOST_NAMED;
    String named = String.join(", ", callers.subList(0, Math.min(MOST_NAMED, callers.size())));
    return more > 0 ? named + " and " + more + " more" : named;
  }
}
