package io.patchbay.simulator.cli;

import io.patchbay.simulator.world.WorldSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// `serve --dir DIR [--bind ADDRESS] [--port N | --port-offset N] [--sim-lines 4] [--families F,…]
/// [--fxs 2] [--fxo 1]`
public record ServeWords(Path directory, String bind, int port, WorldSettings world) {
  private static final int USUAL_PORT = 9099;

  private static List<String> families(String words) {
    return words.isEmpty() ? List.of() : Arrays.asList(words.split(",", -1));
  }

  /// Reads the words behind `serve`.
  ///
  /// @throws IllegalArgumentException they are wrong; says which
  public static ServeWords parse(List<String> arguments) {
    try {
      Words words = new Words(arguments, Set.of());
      String directory = words.option("dir", "");
      if (directory.isEmpty()) {
        throw new UsageException("--dir is missing");
      }
      int port = words.number("port", USUAL_PORT + words.number("port-offset", 0));
      WorldSettings world =
          WorldSettings.of(
                  words.number("sim-lines", 4), words.number("fxs", 2), words.number("fxo", 1))
              .withFamilies(families(words.option("families", "")));
      ServeWords result =
          new ServeWords(Path.of(directory), words.option("bind", "127.0.0.1"), port, world);
      words.mustBeUsedUp();
      return result;
    } catch (UsageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
