package io.patchbay.standalone;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The command line of `./patchbay up`.
///
/// @param data where records, messages, secrets and logs live; absolute
/// @param config a directory of YAML documents instead of the built-in default
/// @param readyFile gets one JSON object when the gateway takes calls
/// @param bind the address every socket binds to
record UpOptions(
    Path data,
    Optional<Path> config,
    Ports ports,
    Optional<Path> readyFile,
    String bind,
    boolean processes,
    boolean simulator) {

  static UpOptions parse(List<String> arguments) {
    Path data = Path.of(".patchbay");
    Optional<Path> config = Optional.empty();
    Optional<Path> readyFile = Optional.empty();
    String bind = "127.0.0.1";
    int offset = 0;
    boolean processes = false;
    boolean simulator = true;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--data" -> data = Path.of(value(argument, rest));
        case "--config" -> config = Optional.of(Path.of(value(argument, rest)));
        case "--ready-file" -> readyFile = Optional.of(Path.of(value(argument, rest)));
        case "--bind" -> bind = value(argument, rest);
        case "--port-offset" -> offset = number(argument, value(argument, rest));
        case "--processes" -> processes = true;
        case "--no-simulator" -> simulator = false;
        default ->
            throw new StartFailure("up: unknown option '" + argument + "'; see ./patchbay help");
      }
    }
    try {
      return new UpOptions(
          data.toAbsolutePath().normalize(),
          config.map(path -> path.toAbsolutePath().normalize()),
          new Ports(offset),
          readyFile.map(Path::toAbsolutePath),
          bind,
          processes,
          simulator);
    } catch (IllegalArgumentException e) {
      throw new StartFailure("up: " + e.getMessage(), e);
    }
  }

  int trunkReplicas() {
    return processes ? 2 : 1;
  }

  static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new StartFailure(option + ": a value is missing");
    }
    return rest.next();
  }

  static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new StartFailure(option + " " + value + ": not a number", e);
    }
  }
}
