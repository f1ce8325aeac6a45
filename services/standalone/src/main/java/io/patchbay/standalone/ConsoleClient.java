package io.patchbay.standalone;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the console's REST interface as the console user.
final class ConsoleClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String authorization;

  ConsoleClient(String bind, Ports ports, String password) {
    this.base = "http://" + bind + ":" + ports.consoleHttp();
    String credentials = GatewayDocuments.CONSOLE_USER + ":" + password;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /// The body of a GET.
  ///
  /// @throws IOException no answer, or another status than 200
  String get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(2))
            .header("Authorization", authorization)
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(base + path + ": HTTP " + response.statusCode());
    }
    return response.body();
  }

  /// Each line's name with its flat fields (`state`, `operator`, …) of `GET /api/lines`.
  Map<String, Map<String, String>> lines() throws IOException, InterruptedException {
    return named("/api/lines", "line");
  }

  /// Each trunk's name with its flat fields (`state`, `reason`, …) of `GET /api/trunks`.
  Map<String, Map<String, String>> trunks() throws IOException, InterruptedException {
    return named("/api/trunks", "trunk");
  }

  private Map<String, Map<String, String>> named(String path, String key)
      throws IOException, InterruptedException {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    Map<String, String> current = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(get(path))) {
      while (parser.nextToken() != null) {
        String field = parser.currentName();
        if (field == null || !parser.currentToken().isScalarValue()) {
          continue;
        }
        if (key.equals(field) && parser.currentToken() == JsonToken.VALUE_STRING) {
          current = all.computeIfAbsent(parser.getText(), name -> new LinkedHashMap<>());
        } else {
          current.putIfAbsent(field, parser.getText());
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    http.close();
  }
}
