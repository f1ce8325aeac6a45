package io.patchbay.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line of the client verbs.
///
/// @param words what is left when the options are taken out
/// @param flags options without a value, e.g. `--secrets`
/// @param values options of single verbs with a value, e.g. `--validity`
/// @param line `--line`, empty: not given
record ClientOptions(
    Path data,
    String bind,
    Ports ports,
    String line,
    List<String> words,
    Set<String> flags,
    Map<String, String> values) {
  private static final Set<String> FLAGS =
      Set.of(
          "--secrets",
          "--report",
          "--wait",
          "--stop",
          "--flash",
          "--reply-path",
          "--follow",
          "--whole",
          "--ask",
          "--resume");
  private static final Set<String> VALUES =
      Set.of(
          "--validity", "--smsc", "--alphabets", "--after", "--deadline", "--at", "--as", "--last");

  static ClientOptions parse(List<String> arguments) {
    Path data = Path.of(".patchbay");
    String bind = "127.0.0.1";
    String line = "";
    int offset = 0;
    List<String> words = new ArrayList<>();
    Set<String> flags = new HashSet<>();
    Map<String, String> values = new HashMap<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--data" -> data = Path.of(UpOptions.value(argument, rest));
        case "--host" -> bind = UpOptions.value(argument, rest);
        case "--port-offset" ->
            offset = UpOptions.number(argument, UpOptions.value(argument, rest));
        case "--line" -> line = UpOptions.value(argument, rest);
        default -> {
          if (FLAGS.contains(argument)) {
            flags.add(argument);
          } else if (VALUES.contains(argument)) {
            values.put(argument, UpOptions.value(argument, rest));
          } else if (argument.startsWith("--")) {
            throw new StartFailure("unknown option '" + argument + "'; see ./patchbay help");
          } else {
            words.add(argument);
          }
        }
      }
    }
    try {
      return new ClientOptions(
          data.toAbsolutePath(),
          bind,
          new Ports(offset),
          line,
          List.copyOf(words),
          Set.copyOf(flags),
          Map.copyOf(values));
    } catch (IllegalArgumentException e) {
      throw new StartFailure(e.getMessage() == null ? "bad option" : e.getMessage(), e);
    }
  }
}
