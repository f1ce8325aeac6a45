package io.patchbay.standalone.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line of `./patchbay bench`.
///
/// @param json where the figures go
/// @param quick short runs: a look, not a measurement
/// @param only the measures asked for
public record BenchOptions(Path json, boolean quick, Set<String> only) {
  private static final List<String> MEASURES =
      List.of(
          "start",
          "setup",
          "calls",
          "registrations",
          "media",
          "rss",
          "lines",
          "rules",
          "routes",
          "policy");

  /// A word for several.
  private static final Map<String, List<String>> GROUPS =
      Map.of("sip", List.of("setup", "calls", "registrations"));

  /// Copies the set.
  public BenchOptions {
    only = Set.copyOf(only);
  }

  /// Reads the words behind `bench`.
  ///
  /// @throws BenchFailure a word is wrong; says which
  public static BenchOptions parse(List<String> arguments) {
    Path json = Path.of("target", "bench.json");
    boolean quick = false;
    Set<String> only = new LinkedHashSet<>(MEASURES);
    Set<String> named = new LinkedHashSet<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--json" -> json = Path.of(value(argument, rest));
        case "--quick" -> quick = true;
        case "--only" -> only = measures(value(argument, rest));
        case String word when MEASURES.contains(word) -> named.add(word);
        case String word when GROUPS.containsKey(word) ->
            named.addAll(GROUPS.getOrDefault(word, List.of()));
        default ->
            throw new BenchFailure(
                "bench: unknown option '"
                    + argument
                    + "'; there are --quick, --json FILE, and "
                    + String.join(",", MEASURES)
                    + ", and sip for setup, calls and registrations");
      }
    }
    return new BenchOptions(json.toAbsolutePath(), quick, named.isEmpty() ? only : named);
  }

  /// Whether this measure was asked for.
  public boolean wants(String measure) {
    return only.contains(measure);
  }

  /// Whether any of them needs the whole gateway running.
  public boolean wantsProduct() {
    return wants("start") || wants("setup") || wants("rss");
  }

  private static Set<String> measures(String text) {
    Set<String> chosen = new LinkedHashSet<>(List.of(text.split(",", -1)));
    for (String word : chosen) {
      if (!MEASURES.contains(word)) {
        throw new BenchFailure("--only " + word + ": there are " + String.join(", ", MEASURES));
      }
    }
    return chosen;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new BenchFailure(option + ": a value is missing");
    }
    return rest.next();
  }
}
