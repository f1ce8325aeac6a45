package io.patchbay.contract.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.proto.config.v1.ScheduleSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  /// 2026-11-23 is a Monday.
  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "mon-fri 09:00-17:30, 2026-11-23T09:00:00Z, true",
    "mon-fri 09:00-17:30, 2026-11-23T08:59:59Z, false",
    "mon-fri 09:00-17:30, 2026-11-23T17:29:59Z, true",
    "mon-fri 09:00-17:30, 2026-11-23T17:30:00Z, false",
    "mon-fri 09:00-17:30, 2026-11-28T12:00:00Z, false",
    "'sat,sun 10:00-14:00', 2026-11-29T12:00:00Z, true",
    "'sat,sun 10:00-14:00', 2026-11-27T12:00:00Z, false",
    "FRI-MON 10:00-14:00, 2026-11-23T12:00:00Z, true",
    "fri-mon 10:00-14:00, 2026-11-24T12:00:00Z, false",
    "daily 00:00-24:00, 2026-11-24T23:59:59Z, true",
    // past midnight: of the day it began on
    "fri 22:00-06:00, 2026-11-27T22:00:00Z, true",
    "fri 22:00-06:00, 2026-11-28T05:59:00Z, true",
    "fri 22:00-06:00, 2026-11-28T06:00:00Z, false",
    "fri 22:00-06:00, 2026-11-27T05:00:00Z, false",
  })
  void hoursBeginWithTheirFirstMinuteAndEndBeforeTheirLast(
      String hours, Instant at, boolean holds) {
    assertEquals(holds, Schedule.of(ScheduleSpec.newBuilder().addHours(hours).build()).holds(at));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    // nine in Berlin, winter and summer; the hour that is left out at 02:00 on 2026-03-29
    "2026-11-23T08:00:00Z, true",
    "2026-11-23T07:59:00Z, false",
    "2026-07-06T07:00:00Z, true",
    "2026-12-25T09:00:00Z, false",
    "2027-12-25T09:00:00Z, false",
    "2026-11-25T09:00:00Z, false",
    "2027-11-25T09:00:00Z, true",
  })
  void itGoesByTheClockOfItsZoneAndKeepsHolidays(Instant at, boolean holds) {
    ScheduleSpec spec =
        ScheduleSpec.newBuilder()
            .setTimeZone("Europe/Berlin")
            .addHours("daily 09:00-17:00")
            .addHolidays("12-25")
            .addHolidays("2026-11-25")
            .build();
    assertEquals(holds, Schedule.of(spec).holds(at));
  }

  @Test
  void aNightThatBeganBeforeAHolidayLasts() {
    ScheduleSpec spec =
        ScheduleSpec.newBuilder().addHours("daily 22:00-06:00").addHolidays("12-25").build();
    Schedule nights = Schedule.of(spec);
    assertEquals(
        List.of(true, false, false, true),
        List.of(
                "2026-12-25T05:00:00Z",
                "2026-12-25T23:00:00Z",
                "2026-12-26T05:00:00Z",
                "2026-12-26T23:00:00Z")
            .stream()
            .map(at -> nights.holds(Instant.parse(at)))
            .toList());
  }

  @Test
  void withoutHoursItHoldsAlwaysButForHolidays() {
    Schedule schedule = Schedule.of(ScheduleSpec.newBuilder().addHolidays("01-01").build());
    assertEquals(true, schedule.holds(Instant.parse("2026-11-23T03:00:00Z")));
    assertEquals(false, schedule.holds(Instant.parse("2027-01-01T03:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mon-fri",
        "mon 9:00-17:00",
        "mon 09:00-25:00",
        "mon 09:60-17:00",
        "mon 09:00-09:00",
        "mon 24:00-06:00",
        "mo 09:00-17:00",
        "mon,, 09:00-17:00",
        ""
      })
  void hoursThatCannotBeReadAreNamed(String hours) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Schedule.of(ScheduleSpec.newBuilder().addHours(hours).build()))
                .getMessage());
    assertEquals(true, message.startsWith("`" + hours + "` is not hours"), message);
  }

  @Test
  void zonesAndDaysThatDoNotExistAreNamed() {
    assertEquals(
        "`Mars/Phobos` is no time zone (Asia/Shanghai)",
        problem(ScheduleSpec.newBuilder().setTimeZone("Mars/Phobos").build()));
    for (String day : List.of("13-01", "2026-02-30", "Christmas", "")) {
      assertEquals(
          "`" + day + "` is no day (2026-12-25, or 12-25)",
          problem(ScheduleSpec.newBuilder().addHolidays(day).build()));
    }
  }

  private static String problem(ScheduleSpec spec) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Schedule.of(spec)).getMessage());
  }
}
