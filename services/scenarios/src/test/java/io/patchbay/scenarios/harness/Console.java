package io.patchbay.scenarios.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The console's REST door, as its administrator.
public record Console(Ready ready) {
  /// A line as the board has it: `event.v1.LineStateRecord`.
  ///
  /// @throws IOException when there is none of this name, too
  public JsonNode line(String name) throws IOException, InterruptedException {
    return get("/api/lines/" + name);
  }

  /// A trunk as the board has it: `event.v1.TrunkStateRecord`.
  ///
  /// @throws IOException when there is none of this name, too
  public JsonNode trunk(String name) throws IOException, InterruptedException {
    return get("/api/trunks/" + name);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    String user = ready.consoleUser() + ":" + ready.consolePassword();
    String credentials = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ready.http() + path))
            .header("Authorization", "Basic " + credentials)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(path + ": " + response.statusCode() + " " + response.body());
      }
      return new ObjectMapper().readTree(response.body());
    }
  }
}
