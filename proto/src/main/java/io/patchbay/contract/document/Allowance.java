package io.patchbay.contract.document;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much of something may be used, and when it begins anew, as GoIP writes it (catalogue G-181
/// to G-183).
///
/// `100` is for good, `05:00-12:00,100|12:00-23:00,200` for times of the day (the start belongs to
/// it, the end does not; other times are free), `D5,1000` for the month that begins on day 5 at
/// 00:00, or on its last day when it has none.
public sealed interface Allowance {
  /// What holds at this time; empty: anything may be used.
  Optional<Share> at(LocalDateTime time);

  /// An amount for one period.
  ///
  /// @param period when it began, as `2026-11-22T05:00`; empty: counted for good
  record Share(String period, long amount) {}

  /// Nothing was said: any amount.
  record Unlimited() implements Allowance {
    @Override
    public Optional<Share> at(LocalDateTime time) {
      return Optional.empty();
    }
  }

  /// Counted until somebody resets it.
  record Total(long amount) implements Allowance {
    @Override
    public Optional<Share> at(LocalDateTime time) {
      return Optional.of(new Share("", amount));
    }
  }

  /// Times of the day, each with its own amount; the first that fits.
  record Windows(List<Window> windows) implements Allowance {
    public Windows {
      windows = List.copyOf(windows);
    }

    @Override
    public Optional<Share> at(LocalDateTime time) {
      for (Window window : windows) {
        Optional<LocalDateTime> start = window.start(time);
        if (start.isPresent()) {
          return Optional.of(new Share(start.get().toString(), window.amount()));
        }
      }
      return Optional.empty();
    }
  }

  /// One time of the day; it may pass midnight. The same start and end: the whole day.
  record Window(LocalTime from, LocalTime to, long amount) {
    /// When the one began that this time is in.
    Optional<LocalDateTime> start(LocalDateTime time) {
      LocalTime now = time.toLocalTime();
      LocalDate today = time.toLocalDate();
      boolean overnight = !to.isAfter(from);
      if (!now.isBefore(from) && (overnight || now.isBefore(to))) {
        return Optional.of(today.atTime(from));
      }
      return overnight && now.isBefore(to)
          ? Optional.of(today.minusDays(1).atTime(from))
          : Optional.empty();
    }
  }

  /// A month that begins on a day of the calendar's.
  record Monthly(int day, long amount) implements Allowance {
    @Override
    public Optional<Share> at(LocalDateTime time) {
      LocalDate today = time.toLocalDate();
      LocalDate start = start(YearMonth.from(today));
      if (today.isBefore(start)) {
        start = start(YearMonth.from(today).minusMonths(1));
      }
      return Optional.of(new Share(start.toString(), amount));
    }

    private LocalDate start(YearMonth month) {
      return month.atDay(Math.min(day, month.lengthOfMonth()));
    }
  }

  /// Reads one of whole things: minutes, calls, messages.
  ///
  /// @throws IllegalArgumentException says what is wrong with which part
  static Allowance parse(String text) {
    return text.isEmpty() ? new Unlimited() : new Parser(Parser::whole).parse(text);
  }

  /// Reads one of money, `12.50` or `D1,100`, in millionths of the currency.
  ///
  /// @throws IllegalArgumentException says what is wrong with which part
  static Allowance parseMoney(String text) {
    return text.isEmpty() ? new Unlimited() : new Parser(Money::micros).parse(text);
  }

  /// The grammar.
  ///
  /// @param amounts reads one, of digits and dots; an IllegalArgumentException says what is wrong
  record Parser(ToLongFunction<String> amounts) {
    private static final int MAX_WINDOWS = 48;
    private static final int MAX_TEXT = 1_000;
    private static final Pattern TOTAL = Pattern.compile("[0-9.]{1,16}");
    private static final Pattern MONTHLY = Pattern.compile("D([0-9]{1,2}),([0-9.]{1,16})");
    private static final Pattern WINDOW =
        Pattern.compile("([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2}),([0-9.]{1,16})");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,8}");
    private static final int MIDNIGHT = 24 * 60;

    private static long whole(String amount) {
      if (!WHOLE.matcher(amount).matches()) {
        throw new IllegalArgumentException(amount + " is no whole number of up to 8 digits");
      }
      return Long.parseLong(amount);
    }

    private Allowance parse(String text) {
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException(text.length() + " characters are too many");
      }
      if (TOTAL.matcher(text).matches()) {
        return new Total(amount(text, text));
      }
      Matcher monthly = MONTHLY.matcher(text);
      if (monthly.matches()) {
        int day = Integer.parseInt(monthly.group(1));
        if (day < 1 || day > 31) {
          throw wrong(text, "there is no day " + day);
        }
        return new Monthly(day, amount(text, monthly.group(2)));
      }
      List<Window> windows = new ArrayList<>();
      for (String part : text.split("\\|", -1)) {
        windows.add(window(part));
      }
      if (windows.size() > MAX_WINDOWS) {
        throw new IllegalArgumentException(windows.size() + " times of the day are too many");
      }
      return new Windows(windows);
    }

    private long amount(String text, String amount) {
      try {
        return amounts.applyAsLong(amount);
      } catch (IllegalArgumentException e) {
        throw wrong(text, String.valueOf(e.getMessage()));
      }
    }

    private Window window(String part) {
      Matcher window = WINDOW.matcher(part);
      if (!window.matches()) {
        throw wrong(part, "neither 100, nor 05:00-12:00,100|12:00-23:00,200, nor D5,1000");
      }
      return new Window(
          time(part, window.group(1), window.group(2)),
          time(part, window.group(3), window.group(4)),
          amount(part, window.group(5)));
    }

    /// 24:00 is the midnight that ends the day.
    private static LocalTime time(String part, String hour, String minute) {
      int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
      if (minutes > MIDNIGHT || Integer.parseInt(minute) > 59) {
        throw wrong(part, "there is no time " + hour + ":" + minute);
      }
      return LocalTime.ofSecondOfDay(minutes % MIDNIGHT * 60L);
    }

    private static IllegalArgumentException wrong(String text, String why) {
      return new IllegalArgumentException("`" + Report.shown(text) + "`: " + why);
    }
  }
}
