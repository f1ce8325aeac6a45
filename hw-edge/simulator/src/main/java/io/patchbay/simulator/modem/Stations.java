package io.patchbay.simulator.modem;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The base stations around a modem, the strongest first, and the one it is kept to.
final class Stations {
  private static final int FREE = -1;

  /// @param code BSIC, scrambling code or physical cell identity
  record Station(int channel, int code, int levelDbm, String cell) {}

  private final List<Station> around;
  private int locked = FREE;

  /// @param access <AcT> of +CREG: which kind of channel numbers
  Stations(int access, int seed) {
    int[] channels =
        switch (access) {
          case 0 -> new int[] {62, 17, 45, 81, 94, 112, 541};
          case 2 -> new int[] {10713, 10663, 10688, 10738, 10763, 10788, 10813};
          default -> new int[] {1300, 1325, 1350, 1506, 100, 3050, 3350};
        };
    around =
        IntStream.range(0, channels.length)
            .mapToObj(i ->
                new Station(
                    channels[i],
                    access == 0 ? 12 + i : 215 + i,
                    -92 - 3 * i,
                    String.format(Locale.ROOT, "01C3%X%02X", (0xD + i) & 0xF, seed & 0xFF)))
            .toList();
  }

  List<Station> around() {
    return around;
  }

  /// The one the modem is on when it has coverage; the strongest when it is kept to none that is
  /// here.
  Station serving() {
    return around.stream()
        .filter(station -> station.channel() == locked)
        .findFirst()
        .orElse(around.getFirst());
  }

  List<Station> neighbours() {
    return around.stream().filter(station -> !station.equals(serving())).toList();
  }

  /// False when it is kept to a station that is not heard here.
  boolean reachable() {
    return locked == FREE || around.stream().anyMatch(station -> station.channel() == locked);
  }

  void lock(int channel) {
    locked = channel;
  }

  void unlock() {
    locked = FREE;
  }
}
