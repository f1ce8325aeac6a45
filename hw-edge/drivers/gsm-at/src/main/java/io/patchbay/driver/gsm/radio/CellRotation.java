package io.patchbay.driver.gsm.radio;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a line changes its base station, and to which: G16's rotation. Time comes in with each
/// input.
///
/// It is a maintenance tool: never during a call, never more often than [#RATE], and the strongest
/// stations only.
///
/// @param due the moment of the next change by time, nanoseconds of the runner's clock;
///   [Long#MAX_VALUE] none
/// @param last the last change
/// @param calls since then
/// @param failures in a row since then
/// @param current the channel chosen last; -1: the modem's own choice
public record CellRotation(
    CellSettings settings, long due, long last, int calls, int failures, int current) {
  /// Changes are at least so far apart, whatever the settings say.
  public static final Duration RATE = Duration.ofMinutes(5);

  public CellRotation {
    requireNonNull(settings, "settings");
  }

  /// Nothing has happened yet.
  public static CellRotation start(CellSettings settings, long now, RandomGenerator random) {
    return new CellRotation(settings, next(settings, now, random), now - RATE.toNanos(), 0, 0, -1);
  }

  private static long next(CellSettings settings, long now, RandomGenerator random) {
    if (settings.longest().isZero()) {
      return Long.MAX_VALUE;
    }
    long from = settings.shortest().toNanos();
    long to = settings.longest().toNanos();
    return now + (to > from ? random.nextLong(from, to + 1) : from);
  }

  /// A call has ended.
  ///
  /// @param failed the network's fault, and never answered
  public CellRotation called(boolean failed) {
    return new CellRotation(settings, due, last, calls + 1, failed ? failures + 1 : 0, current);
  }

  /// Why the station is to be changed now; empty: it is not.
  public Optional<String> reason(long now) {
    if (now - last < RATE.toNanos()) {
      return Optional.empty();
    }
    if (due != Long.MAX_VALUE && now - due >= 0) {
      return Optional.of("the interval is over");
    }
    if (settings.afterFailures() > 0 && failures >= settings.afterFailures()) {
      return Optional.of(failures + " calls in a row failed");
    }
    return settings.afterCalls() > 0 && calls >= settings.afterCalls()
        ? Optional.of(calls + " calls were made")
        : Optional.empty();
  }

  /// The next station of those that are heard: the strongest that are allowed, in turn. Empty:
  /// there is no other.
  ///
  /// @param heard the serving one first, then the strongest
  public Optional<Cell> choose(List<Cell> heard) {
    int on = heard.stream().filter(Cell::serving).map(Cell::channel).findFirst().orElse(current);
    String technology =
        heard.stream().filter(Cell::serving).map(Cell::technology).findFirst().orElse("");
    List<Cell> stations =
        heard.stream()
            .filter(cell -> technology.isEmpty() || cell.technology().equals(technology))
            .filter(cell -> settings.permits(cell.channel()))
            .limit(settings.most())
            .sorted(java.util.Comparator.comparingInt(Cell::channel))
            .toList();
    return stations.stream()
        .filter(cell -> cell.channel() > on)
        .findFirst()
        .or(() -> stations.stream().findFirst())
        .filter(cell -> cell.channel() != on);
  }

  /// The change was made, or could not be: it all begins anew.
  ///
  /// @param channel the station now; -1: as before
  public CellRotation changed(int channel, long now, RandomGenerator random) {
    return new CellRotation(
        settings, next(settings, now, random), now, 0, 0, channel < 0 ? current : channel);
  }
}
