package io.patchbay.standalone;

import io.patchbay.contract.document.Documents;
import io.patchbay.simulator.Simulator;
import io.patchbay.simulator.SimulatorSettings;
import io.patchbay.simulator.modem.Dialects;
import io.patchbay.simulator.world.WorldSettings;
import io.patchbay.standalone.jvm.JvmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The simulator with as many lines as the documents name below `${data}/sim`.
final class SimulatedWorld {
  private SimulatedWorld() {}

  static Simulator start(UpOptions options, Documents documents) {
    Path directory = GatewayDocuments.simulatorDirectory(options);
    var world =
        WorldSettings.of(
                count(documents, directory, "gsm-"),
                count(documents, directory, "fxs-"),
                count(documents, directory, "fxo-"))
            .withFamilies(families(documents, directory));
    try {
      return Simulator.start(
          new SimulatorSettings(directory, options.bind(), options.ports().simulatorGrpc(), world));
    } catch (IOException e) {
      throw new StartFailure("simulator: " + e.getMessage(), e);
    }
  }

  /// The simulator as a process of its own: what happens to the gateway does not touch the world
  /// outside.
  static Service process(UpOptions options, Documents documents) {
    Path directory = GatewayDocuments.simulatorDirectory(options);
    return new Service(
        "simulator",
        "io.patchbay.simulator.SimMain",
        Map.of(),
        JvmOptions.SIMULATOR,
        List.of(
            "serve",
            "--dir",
            directory.toString(),
            "--port",
            String.valueOf(options.ports().simulatorGrpc()),
            "--sim-lines",
            String.valueOf(count(documents, directory, "gsm-")),
            "--families",
            String.join(",", families(documents, directory)),
            "--fxs",
            String.valueOf(count(documents, directory, "fxs-")),
            "--fxo",
            String.valueOf(count(documents, directory, "fxo-"))));
  }

  /// The family that the document of each SIM line names: its simulated modem is one of these. With
  /// `auto` it is an EC25.
  private static List<String> families(Documents documents, Path directory) {
    return IntStream.rangeClosed(1, count(documents, directory, "gsm-"))
        .mapToObj(n -> family(documents, directory.resolve("gsm-" + n + ".at").toString()))
        .toList();
  }

  private static String family(Documents documents, String port) {
    return documents.lines().values().stream()
        .filter(line -> line.getSettingsMap().getOrDefault("command-port", "").equals(port))
        .map(line -> line.getSettingsMap().getOrDefault("family", ""))
        .filter(Dialects.families()::contains)
        .findFirst()
        .orElse(Dialects.EC25.family());
  }

  /// The highest number n of a `<prefix>n.` port that a line uses.
  private static int count(Documents documents, Path directory, String prefix) {
    String start = directory.resolve(prefix).toString();
    return documents.lines().values().stream()
        .flatMap(line -> line.getSettingsMap().values().stream())
        .filter(value -> value.startsWith(start))
        .map(value -> value.substring(start.length()).replaceFirst("\\..*$", ""))
        .filter(number -> number.matches("\\d{1,3}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }
}
