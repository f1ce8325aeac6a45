package io.patchbay.simulator.world;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.modem.Dialect;
import io.patchbay.simulator.modem.Dialects;
import io.patchbay.simulator.modem.ModemSettings;
import io.patchbay.simulator.network.NetworkTimings;
import java.util.List;
import java.util.function.IntFunction;

/// What is in a world.
///
/// @param simLines modems gsm-1 … with SIM cards +8613900000001 …
/// @param phones telephones fxs-1 …
/// @param exchangeLines lines fxo-1 … with numbers 55001 …
/// @param modems the settings of the modem of each SIM line, from 1
public record WorldSettings(
    int simLines,
    int phones,
    int exchangeLines,
    NetworkTimings timings,
    IntFunction<ModemSettings> modems) {
  private static final int MOST = 1000;

  public WorldSettings {
    requireNonNull(timings, "timings");
    requireNonNull(modems, "modems");
    check("SIM lines", simLines);
    check("FXS phones", phones);
    check("FXO lines", exchangeLines);
  }

  private static void check(String what, int count) {
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException(what + " " + count + ": 0 to " + MOST + " wanted");
    }
  }

  /// The same with modems of these families, in the order of the lines; the last one counts for all
  /// further lines. None: Quectel EC25.
  ///
  /// @throws IllegalArgumentException a family is not known; says which are
  public WorldSettings withFamilies(List<String> families) {
    List<Dialect> dialects = families.stream().map(WorldSettings::dialect).toList();
    return dialects.isEmpty()
        ? this
        : new WorldSettings(
            simLines,
            phones,
            exchangeLines,
            timings,
            line -> modems.apply(line).of(dialects.get(Math.min(line, dialects.size()) - 1)));
  }

  private static Dialect dialect(String family) {
    return Dialects.of(family)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "family '" + family + "': one of " + String.join(", ", Dialects.families())));
  }

  /// Lines of the usual kind.
  public static WorldSettings of(int simLines, int phones, int exchangeLines) {
    return new WorldSettings(
        simLines, phones, exchangeLines, NetworkTimings.usual(), ModemSettings::ofLine);
  }
}
