package io.patchbay.simulator;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.world.WorldSettings;
import java.nio.file.Path;

/// What a simulator is started with.
///
/// @param directory for `gsm-1.at`, `gsm-1.pcm`, `fxs-1.sock`, `fxo-1.sock`, …; made when missing
/// @param bind address of the gRPC server
/// @param port of the gRPC server; 0: any free one
public record SimulatorSettings(Path directory, String bind, int port, WorldSettings world) {
  /// The gRPC port without an offset.
  public static final int USUAL_PORT = 9099;

  public SimulatorSettings {
    requireNonNull(directory, "directory");
    requireNonNull(bind, "bind");
    requireNonNull(world, "world");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("simulator port " + port + ": 0 to 65535 wanted");
    }
  }

  /// Four SIM lines, two telephones, one exchange line, on 127.0.0.1.
  public static SimulatorSettings usual(Path directory, int port) {
    return new SimulatorSettings(directory, "127.0.0.1", port, WorldSettings.of(4, 2, 1));
  }
}
