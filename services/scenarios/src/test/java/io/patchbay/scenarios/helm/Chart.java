package io.patchbay.scenarios.helm;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Renders `helm/patchbay` as `helm template` does.
final class Chart {
  /// helm-java's own default is a version that the chart refuses.
  private static final String KUBERNETES = "1.36.2";

  private static final YAMLMapper YAML = new YAMLMapper();

  private Chart() {}

  /// The chart's directory, found upwards from the working directory.
  static Path directory() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path chart = at.resolve("helm/patchbay");
      if (Files.isRegularFile(chart.resolve("Chart.yaml"))) {
        return chart;
      }
    }
    throw new IllegalStateException("helm/patchbay is not above " + Path.of("").toAbsolutePath());
  }

  /// The objects rendered from a values file of the chart's `ci` folder with some values changed.
  ///
  /// @param set `path=value`, as `--set`
  /// @throws IllegalStateException with Helm's message
  static List<Manifest> render(String valuesFile, String... set) {
    return parse(text(directory().resolve("ci").resolve(valuesFile), set));
  }

  /// As [#render], with a values file of the caller's.
  static String text(Path valuesFile, String... set) {
    var template =
        Helm.template(directory().toString())
            .withName("gw")
            .withNamespace("telephony")
            .withKubeVersion(KUBERNETES)
            .withValuesFile(valuesFile);
    for (String assignment : set) {
      int equals = assignment.indexOf('=');
      template.set(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return template.call();
  }

  private static List<Manifest> parse(String text) {
    List<Manifest> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        if (document.isObject()) {
          manifests.add(new Manifest(document));
        }
      }
      return List.copyOf(manifests);
    } catch (IOException e) {
      throw new UncheckedIOException("the rendered text is not YAML", e);
    }
  }

  /// One rendered object.
  record Manifest(JsonNode json) {
    String kind() {
      return json.path("kind").asText();
    }

    String name() {
      return json.at("/metadata/name").asText();
    }

    /// `Deployment gw-patchbay-console`, for messages.
    String label() {
      return kind() + " " + name();
    }

    boolean isWorkload() {
      return switch (kind()) {
        case "Deployment", "StatefulSet", "DaemonSet" -> true;
        default -> false;
      };
    }

    JsonNode pod() {
      return json.at("/spec/template/spec");
    }

    Map<String, String> podLabels() {
      return labels(json.at("/spec/template/metadata/labels"));
    }

    /// Labels an object is chosen by, wherever its kind keeps them.
    Map<String, String> selector() {
      return switch (kind()) {
        case "Service" -> labels(json.at("/spec/selector"));
        case "NetworkPolicy" -> labels(json.at("/spec/podSelector/matchLabels"));
        default -> labels(json.at("/spec/selector/matchLabels"));
      };
    }

    private static Map<String, String> labels(JsonNode node) {
      return YAML.convertValue(node, new TypeReference<Map<String, String>>() {});
    }
  }
}
