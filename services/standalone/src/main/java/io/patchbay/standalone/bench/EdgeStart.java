package io.patchbay.standalone.bench;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/// The edge alone in a JVM, as on a device, its services out of reach.
///
/// @param seconds from starting the JVM to seven lines in service, by its health page
/// @param rssMegabytes resident memory then
public record EdgeStart(double seconds, double rssMegabytes) {
  private static final int SIMS = 4;

  /// Starts it beside a simulator of its own, and stops both.
  ///
  /// @throws BenchFailure it does not start
  public static EdgeStart measure(Path directory, LongSupplier nanoTime) {
    try (var device = Device.start(directory, SIMS, Device.Uplink.none(), nanoTime)) {
      return new EdgeStart(device.startSeconds(), device.rssMegabytes());
    }
  }
}
