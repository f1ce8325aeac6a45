package io.patchbay.contract.schedule;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hours of some days of the week: `mon-fri 09:00-17:30`.
///
/// @param fromMinute of the day, within
/// @param untilMinute not within; at most as great as `fromMinute`: of the next day
record Hours(Set<DayOfWeek> days, int fromMinute, int untilMinute) {
  static final int DAY_MINUTES = 24 * 60;

  private static final Pattern FORM =
      Pattern.compile("(\\S+) +([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  Hours {
    days = Set.copyOf(days);
  }

  /// @throws IllegalArgumentException naming the text
  static Hours parse(String text) {
    Matcher parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw wrong(text);
    }
    int from = minute(parts.group(2), parts.group(3), text);
    int until = minute(parts.group(4), parts.group(5), text);
    if (from == DAY_MINUTES || from == until) {
      throw wrong(text);
    }
    return new Hours(days(parts.group(1), text), from, until);
  }

  private static int minute(String hour, String minute, String text) {
    int of = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    if (of > DAY_MINUTES || Integer.parseInt(minute) > 59) {
      throw wrong(text);
    }
    return of;
  }

  private static Set<DayOfWeek> days(String words, String text) {
    if (words.equals("daily")) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : words.split(",", -1)) {
      String[] ends = part.split("-", 2);
      DayOfWeek last = day(ends[ends.length - 1], text);
      DayOfWeek day = day(ends[0], text);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String word, String text) {
    int index = DAYS.indexOf(word);
    if (index < 0) {
      throw wrong(text);
    }
    return DayOfWeek.of(index + 1);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "`"
            + Schedule.shown(text)
            + "` is not hours (mon-fri 09:00-17:30, sat,sun 10:00-14:00, daily 22:00-06:00)");
  }

  boolean pastMidnight() {
    return untilMinute <= fromMinute;
  }

  /// Within what began on this very day?
  boolean today(DayOfWeek day, int minute) {
    return days.contains(day) && minute >= fromMinute && (pastMidnight() || minute < untilMinute);
  }

  /// Within what began the day before?
  boolean sinceYesterday(DayOfWeek yesterday, int minute) {
    return pastMidnight() && days.contains(yesterday) && minute < untilMinute;
  }
}
