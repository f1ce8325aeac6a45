package io.patchbay.simulator;

import io.patchbay.simulator.api.SimServer;
import io.patchbay.simulator.port.PlugBoard;
import io.patchbay.simulator.run.RealTimeline;
import java.io.IOException;

/// A running simulated world: its thread, its ports and its gRPC server.
public final class Simulator implements AutoCloseable {
  private final SimulatorSettings settings;
  private final RealTimeline timeline;
  private final PlugBoard board;
  private final SimServer server;

  Simulator(SimulatorSettings settings, RealTimeline timeline, PlugBoard board, SimServer server) {
    this.settings = settings;
    this.timeline = timeline;
    this.board = board;
    this.server = server;
  }

  /// Starts a world in real time; its modems register within about three seconds.
  ///
  /// @throws IOException a port is taken or the directory cannot be used; the message names it
  public static Simulator start(SimulatorSettings settings) throws IOException {
    return SimulatorFactory.start(settings);
  }

  public SimulatorSettings settings() {
    return settings;
  }

  /// The port of `sim.v1`.
  public int grpcPort() {
    return server.port();
  }

  /// Ends everything and removes sockets and links, in less than a second. Idempotent.
  @Override
  public void close() {
    server.close();
    timeline.close();
    board.close();
  }
}
