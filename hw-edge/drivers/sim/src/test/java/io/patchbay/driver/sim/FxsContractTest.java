package io.patchbay.driver.sim;

import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.line.spi.LineDriverProvider;
import io.patchbay.line.tck.LineDriverContract;
import io.patchbay.simulator.Simulator;
import io.patchbay.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class FxsContractTest extends LineDriverContract {
  @TempDir Path directory;

  private Simulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.usual(directory, 0));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Override
  protected LineDriverProvider provider() {
    return new SimDriverProvider();
  }

  @Override
  protected Line open(InstantSource clock, Consumer<LineEvent> events) {
    String socket = directory.resolve("fxs-1.sock").toString();
    return provider()
        .open("fxs-1", LineKind.FXS, Map.of("socket", socket), clock, Thread::new, events);
  }
}
