package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.line.Line;
import io.patchbay.line.LineKind;
import io.patchbay.line.tck.EventLog;
import io.patchbay.simulator.Simulator;
import io.patchbay.simulator.SimulatorSettings;
import io.patchbay.simulator.cli.CommandLine;
import io.patchbay.simulator.world.WorldSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Simulated modems on real pseudo-terminals, and the driver's lines on them.
final class SimulatedLines {
  private final Path directory;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final String simulator;

  /// A modem of each family: `gsm-1`, `gsm-2`, ….
  SimulatedLines(Path directory, List<String> families) throws IOException {
    this.directory = directory;
    WorldSettings world = WorldSettings.of(families.size(), 0, 0).withFamilies(families);
    Simulator started = Simulator.start(new SimulatorSettings(directory, "127.0.0.1", 0, world));
    open.add(started);
    simulator = "127.0.0.1:" + started.grpcPort();
  }

  /// Says a command line of `sim`, which must succeed; what it answered.
  String sim(String words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of("--sim", simulator));
    all.addAll(Arrays.asList(words.split(" ", -1)));
    assertEquals(
        0,
        new CommandLine(to, to).run(all),
        () -> words + ": " + said.toString(StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8);
  }

  /// Opens the line on a modem.
  ///
  /// @param serial whether its audio comes by a port
  Line line(int number, boolean serial, Map<String, String> more, EventLog log) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("command-port", port(number, "at"));
    if (serial) {
      settings.put("audio-port", port(number, "pcm"));
    }
    Line line =
        new GsmAtDriver()
            .open(
                "gsm-" + number, LineKind.SIM, settings, InstantSource.system(), Thread::new, log);
    open.add(line);
    return line;
  }

  private String port(int number, String kind) {
    return directory.resolve("gsm-" + number + "." + kind).toString();
  }

  /// Closes the lines, then the modems.
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }
}
