package io.patchbay.edge;

import io.micronaut.core.value.PropertyResolver;
import io.patchbay.edge.config.EdgeSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `patchbay.*`.
final class EdgeProperties {
  private EdgeProperties() {}

  /// @throws IllegalArgumentException naming key and value
  static EdgeSettings settings(PropertyResolver from) {
    var bind = address(from, "patchbay.bind", "127.0.0.1");
    var advertised =
        from.getProperty("patchbay.edge.advertised", String.class).isPresent()
            ? address(from, "patchbay.edge.advertised", "")
            : bind;
    return new EdgeSettings(
        text(from, "patchbay.edge.name", "edge-1"),
        trunks(from),
        text(from, "patchbay.edge-token", ""),
        Path.of(text(from, "patchbay.data-dir", ".patchbay/edge")),
        Optional.of(text(from, "patchbay.config-dir", ""))
            .filter(path -> !path.isEmpty())
            .map(Path::of),
        placeholders(from),
        bind,
        advertised,
        number(from, "patchbay.rtp.port-min", 16_384),
        number(from, "patchbay.rtp.port-max", 32_767),
        Duration.ofMillis(number(from, "patchbay.edge.fxo-answer-after-ms", 20_000)));
  }

  private static Map<String, String> placeholders(PropertyResolver from) {
    var values = new HashMap<String, String>();
    from.getProperties("patchbay.placeholders")
        .forEach((key, value) -> values.put(key, String.valueOf(value)));
    return values;
  }

  /// A list, or one text with commas.
  private static List<String> trunks(PropertyResolver from) {
    return from.getProperty("patchbay.trunks", String[].class).stream()
        .flatMap(Arrays::stream)
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static InetAddress address(PropertyResolver from, String key, String otherwise) {
    String text = text(from, key, otherwise);
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(key + " '" + text + "' is not an IP address", wrong);
    }
  }

  private static int number(PropertyResolver from, String key, int otherwise) {
    String text = text(from, key, Integer.toString(otherwise));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(key + " '" + text + "' is not a number", wrong);
    }
  }

  private static String text(PropertyResolver from, String key, String otherwise) {
    return from.getProperty(key, String.class).map(String::strip).orElse(otherwise);
  }
}
