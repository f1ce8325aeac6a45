package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.profile.Technology;
import io.patchbay.driver.gsm.radio.CellRows;
import io.patchbay.driver.gsm.radio.CellSettings;
import io.patchbay.driver.gsm.radio.CellSettings.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a SIM line may use of the networks around. What is not set is left as the modem has it: a
/// pin that somebody made by hand is never undone.
///
/// @param operator `keep`, `auto`, or MCC and MNC of the only one to be used (TS 27.007 §7.3)
/// @param technology empty: as it is
/// @param band the family's own word for a set of bands; empty: as it is
/// @param gprs whether to be attached to packet service (TS 27.007 §10.1.9); empty: as it is
record RadioSettings(
    String operator,
    Optional<Technology> technology,
    String band,
    Optional<Boolean> gprs,
    CellSettings cells) {
  static final String KEEP = "keep";
  static final String AUTO = "auto";

  static final Set<String> KEYS =
      Set.of(
          "operator",
          "technology",
          "band",
          "gprs",
          "cell",
          "cell-reason",
          "cell-stations",
          "cell-interval",
          "cell-after-calls",
          "cell-after-failures",
          "cell-allowed",
          "cell-denied");

  private static final Set<String> ROTATION =
      Set.of(
          "cell-stations",
          "cell-interval",
          "cell-after-calls",
          "cell-after-failures",
          "cell-allowed",
          "cell-denied");
  private static final int MAX_CHANNEL = 262_143;
  private static final int MAX_MINUTES = 10_080;

  RadioSettings {
    requireNonNull(operator, "operator");
    requireNonNull(technology, "technology");
    requireNonNull(band, "band");
    requireNonNull(gprs, "gprs");
    requireNonNull(cells, "cells");
  }

  static RadioSettings parse(Map<String, String> settings) {
    String operator = settings.getOrDefault("operator", KEEP);
    check(
        operator.equals(KEEP) || operator.equals(AUTO) || operator.matches("[0-9]{5,6}"),
        "operator: '" + operator + "' is none of keep, auto, MCC and MNC like 46000");
    String band = settings.getOrDefault("band", "");
    check(
        band.matches("[0-9A-Za-z_,]{0,64}"),
        "band: '" + band + "' is no word of letters, digits, '_' and ','");
    return new RadioSettings(
        operator,
        technology(settings.getOrDefault("technology", KEEP)),
        band,
        gprs(settings.getOrDefault("gprs", KEEP)),
        cells(settings));
  }

  private static Optional<Technology> technology(String word) {
    if (word.equals(KEEP)) {
      return Optional.empty();
    }
    for (Technology technology : Technology.values()) {
      if (technology.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(technology);
      }
    }
    throw new IllegalArgumentException(
        "technology: '" + word + "' is none of keep, auto, gsm, umts, lte");
  }

  private static Optional<Boolean> gprs(String word) {
    return switch (word) {
      case KEEP -> Optional.empty();
      case "on" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default ->
          throw new IllegalArgumentException("gprs: '" + word + "' is none of keep, on, off");
    };
  }

  private static CellSettings cells(Map<String, String> settings) {
    String word = settings.getOrDefault("cell", KEEP);
    Mode mode =
        switch (word) {
          case KEEP -> Mode.KEEP;
          case AUTO -> Mode.AUTO;
          case "rotate" -> Mode.ROTATE;
          default -> Mode.FIXED;
        };
    check(
        mode != Mode.FIXED || word.matches("[0-9]{1,6}"),
        "cell: '" + word + "' is none of keep, auto, rotate, a channel number");
    boolean chosen = mode == Mode.FIXED || mode == Mode.ROTATE;
    check(
        !chosen || !settings.getOrDefault("cell-reason", "").isBlank(),
        "cell-reason: missing; cell '" + word + "' needs one, for the audit trail");
    Set<String> idle = new TreeSet<>(ROTATION);
    idle.retainAll(settings.keySet());
    check(mode == Mode.ROTATE || idle.isEmpty(), idle + ": only with cell: rotate");
    Duration[] interval = interval(settings.getOrDefault("cell-interval", ""));
    int calls = number(settings, "cell-after-calls", 1, 10_000);
    int failures = number(settings, "cell-after-failures", 1, 1_000);
    check(
        mode != Mode.ROTATE || !interval[1].isZero() || calls > 0 || failures > 0,
        "cell: rotate needs cell-interval, cell-after-calls or cell-after-failures");
    int stations = number(settings, "cell-stations", 2, CellRows.MOST);
    return new CellSettings(
        mode,
        mode == Mode.FIXED ? channel("cell", word) : -1,
        stations == 0 ? CellRows.MOST : stations,
        interval[0],
        interval[1],
        calls,
        failures,
        channels(settings, "cell-allowed"),
        channels(settings, "cell-denied"));
  }

  /// Minutes, `30`, or a range of which each time is taken by chance, `30-50` (G-231).
  private static Duration[] interval(String text) {
    if (text.isEmpty()) {
      return new Duration[] {Duration.ZERO, Duration.ZERO};
    }
    check(
        text.matches("[0-9]{1,5}(-[0-9]{1,5})?"),
        "cell-interval: '" + text + "' is neither minutes nor a range like 30-50");
    String[] ends = text.split("-", 2);
    int from = Integer.parseInt(ends[0]);
    int to = Integer.parseInt(ends[ends.length - 1]);
    check(
        from >= 5 && from <= to && to <= MAX_MINUTES,
        "cell-interval: '" + text + "' is not within 5 to " + MAX_MINUTES + " minutes");
    return new Duration[] {Duration.ofMinutes(from), Duration.ofMinutes(to)};
  }

  private static int number(Map<String, String> settings, String key, int least, int most) {
    String text = settings.get(key);
    if (text == null) {
      return 0;
    }
    int value = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    check(
        value >= least && value <= most, key + ": '" + text + "' is not " + least + " to " + most);
    return value;
  }

  private static Set<Integer> channels(Map<String, String> settings, String key) {
    Set<Integer> channels = new TreeSet<>();
    Arrays.stream(settings.getOrDefault(key, "").split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .forEach(word -> channels.add(channel(key, word)));
    return channels;
  }

  private static int channel(String key, String word) {
    int channel = word.matches("[0-9]{1,6}") ? Integer.parseInt(word) : -1;
    check(
        channel >= 0 && channel <= MAX_CHANNEL,
        key + ": '" + word + "' is no channel, 0 to " + MAX_CHANNEL);
    return channel;
  }

  private static void check(boolean good, String message) {
    if (!good) {
      throw new IllegalArgumentException(message);
    }
  }
}
