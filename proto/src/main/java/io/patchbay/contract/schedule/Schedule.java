package io.patchbay.contract.schedule;

import io.patchbay.proto.config.v1.ScheduleSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// When something holds, as a Schedule document says. Immutable, thread-safe.
///
/// It goes by the clock on the wall: an hour that the clock leaves out does not come, one that it
/// repeats holds twice.
public final class Schedule {
  private static final int MAX_SHOWN = 40;

  private final ZoneId zone;
  private final List<Hours> hours;
  private final Set<LocalDate> holidays = new HashSet<>();
  private final Set<MonthDay> yearly = new HashSet<>();

  private Schedule(ScheduleSpec spec) {
    zone = zone(spec.getTimeZone());
    hours = spec.getHoursList().stream().map(Hours::parse).toList();
    spec.getHolidaysList().forEach(this::holiday);
  }

  /// Reads a document.
  ///
  /// @throws IllegalArgumentException naming the value that cannot be read
  public static Schedule of(ScheduleSpec spec) {
    return new Schedule(spec);
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "`" + shown(name) + "` is no time zone (Asia/Shanghai)", e);
    }
  }

  private void holiday(String day) {
    try {
      if (day.length() == "12-25".length()) {
        yearly.add(MonthDay.parse("--" + day));
      } else {
        holidays.add(LocalDate.parse(day));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "`" + shown(day) + "` is no day (2026-12-25, or 12-25)", e);
    }
  }

  /// Does it hold then?
  public boolean holds(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalDate today = local.toLocalDate();
    LocalDate yesterday = today.minusDays(1);
    int minute = local.getHour() * 60 + local.getMinute();
    boolean byToday =
        !isHoliday(today)
            && (hours.isEmpty()
                || hours.stream().anyMatch(each -> each.today(local.getDayOfWeek(), minute)));
    return byToday
        || (!isHoliday(yesterday)
            && hours.stream()
                .anyMatch(each -> each.sinceYesterday(yesterday.getDayOfWeek(), minute)));
  }

  private boolean isHoliday(LocalDate day) {
    return holidays.contains(day) || yearly.contains(MonthDay.from(day));
  }

  /// For a message: one line, not long.
  static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }
}
