package io.patchbay.driver.gsm.radio;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/// Which base stations a line may be on, and when it changes (G-227 … G-234).
///
/// @param mode the modem chooses unless it says otherwise
/// @param channel of the fixed cell
/// @param most how many of the strongest stations are taken in turn, 2 to 7
/// @param shortest and longest: a moment between them, by chance, is when the next one is taken;
///   zero: not by time
/// @param afterCalls taken after so many calls; 0: not by calls
/// @param afterFailures taken after so many calls in a row that the network failed; 0: not by them
/// @param allowed only these channels; empty: all
/// @param denied never these channels
public record CellSettings(
    Mode mode,
    int channel,
    int most,
    Duration shortest,
    Duration longest,
    int afterCalls,
    int afterFailures,
    Set<Integer> allowed,
    Set<Integer> denied) {
  /// Who chooses the station.
  public enum Mode {
    /// The modem; what was fixed before is left as it is.
    KEEP,
    /// The modem; what was fixed before is undone.
    AUTO,
    FIXED,
    ROTATE
  }

  /// The modem chooses, and nothing is touched.
  public static final CellSettings NONE =
      new CellSettings(
          Mode.KEEP, -1, CellRows.MOST, Duration.ZERO, Duration.ZERO, 0, 0, Set.of(), Set.of());

  public CellSettings {
    requireNonNull(mode, "mode");
    requireNonNull(shortest, "shortest");
    requireNonNull(longest, "longest");
    allowed = Set.copyOf(allowed);
    denied = Set.copyOf(denied);
  }

  boolean permits(int station) {
    return !denied.contains(station) && (allowed.isEmpty() || allowed.contains(station));
  }
}
