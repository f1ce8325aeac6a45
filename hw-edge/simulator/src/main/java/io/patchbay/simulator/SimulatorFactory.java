package io.patchbay.simulator;

import io.patchbay.simulator.api.SimServer;
import io.patchbay.simulator.port.PlugBoard;
import io.patchbay.simulator.run.RealTimeline;
import io.patchbay.simulator.wav.FileStudio;
import io.patchbay.simulator.world.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// Puts a simulator together.
final class SimulatorFactory {
  private SimulatorFactory() {}

  static Simulator start(SimulatorSettings settings) throws IOException {
    Files.createDirectories(settings.directory());
    RealTimeline timeline = new RealTimeline(InstantSource.system(), System::nanoTime);
    PlugBoard board = new PlugBoard(settings.directory().toAbsolutePath(), timeline);
    try {
      World world =
          new World(settings.world(), timeline, new SplittableRandom(), new FileStudio(), board);
      board.open(world);
      InetSocketAddress address = new InetSocketAddress(settings.bind(), settings.port());
      SimServer server = listen(address, world, timeline, board);
      world.powerOn();
      timeline.every(World.TICK, world::tick);
      timeline.start();
      return new Simulator(settings, timeline, board, server);
    } catch (IOException e) {
      board.close();
      throw e;
    }
  }

  private static SimServer listen(
      InetSocketAddress address, World world, RealTimeline timeline, PlugBoard board)
      throws IOException {
    try {
      return SimServer.start(address, world, timeline, board);
    } catch (IOException e) {
      throw new IOException(
          "simulator: cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + " (is another one running?)",
          e);
    }
  }
}
