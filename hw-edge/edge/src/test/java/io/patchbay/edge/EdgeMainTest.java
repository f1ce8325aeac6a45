package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class EdgeMainTest {
  @TempDir Path directory;

  @Test
  void startsServesHealthAndMetricsAndStops() throws Exception {
    Map<String, Object> overrides =
        Map.of(
            "patchbay.data-dir", directory.toString(),
            "patchbay.rtp.port-min", 26_400,
            "patchbay.rtp.port-max", 26_500,
            "micronaut.server.port", -1);
    URI base;
    try (var context = EdgeMain.run(overrides);
        var http = HttpClient.newHttpClient()) {
      base = context.getBean(EmbeddedServer.class).getURI();
      var health = get(http, base.resolve("/health"));
      assertEquals(200, health.statusCode());
      assertTrue(health.body().contains("linesInService"), health.body());
      var metrics = get(http, base.resolve("/prometheus")).body();
      assertTrue(metrics.contains("patchbay_edge_lines"), metrics);
      assertTrue(metrics.contains("patchbay_edge_media_pacing_p99_micros"), metrics);
    }
  }

  @Test
  void theEdgeDocumentsPortsAreUsedAndAWrongOneEndsTheStart() throws Exception {
    var config = Files.createDirectories(directory.resolve("config"));
    var document = config.resolve("edge.yaml");
    Map<String, Object> overrides =
        Map.of(
            "patchbay.data-dir", directory.resolve("data").toString(),
            "patchbay.config-dir", config.toString(),
            "patchbay.rtp.port-min", 26_400,
            "patchbay.rtp.port-max", 26_500,
            "micronaut.server.port", -1);
    Files.writeString(
        document, "{kind: Edge, name: edge-1, spec: {rtp-port-min: 26600, rtp-port-max: 26700}}");
    try (var context = EdgeMain.run(overrides);
        var port = context.getBean(Edge.class).engine().openRtp(_ -> {})) {
      int number = port.localAddress().getPort();
      assertTrue(number >= 26_600 && number <= 26_700, "port " + number);
    }
    Files.writeString(document, "{kind: Edge, name: edge-1, spec: {bind: somewhere}}");
    var failure = assertThrows(RuntimeException.class, () -> EdgeMain.run(overrides).close());
    assertEquals(
        "the edge does not start: Edge edge-1: spec.bind: 'somewhere' is not an IP address",
        failure.getMessage());
  }

  private static HttpResponse<String> get(HttpClient http, URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
