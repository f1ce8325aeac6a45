package io.patchbay.scenarios.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/// What an edge says of itself by HTTP.
final class EdgeHealth {
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private EdgeHealth() {}

  static void await(int port, String what, Predicate<JsonNode> state) {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Await.until(
          what,
          DEADLINE,
          () -> {
            String text = client.send(health, HttpResponse.BodyHandlers.ofString()).body();
            return state.test(new ObjectMapper().readTree(text).at("/details/edge/details"));
          });
    }
  }
}
