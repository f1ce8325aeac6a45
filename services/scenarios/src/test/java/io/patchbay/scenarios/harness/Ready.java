package io.patchbay.scenarios.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The ready file of `./patchbay up` (one JSON object).
public record Ready(JsonNode json) {
  static Ready read(Path file) throws IOException {
    return new Ready(new ObjectMapper().readTree(Files.readString(file)));
  }

  public String http() {
    return json.path("http").asText();
  }

  public int sipUdp() {
    return json.path("sip").path("udp").asInt();
  }

  public int sipTls() {
    return json.path("sip").path("tls").asInt();
  }

  public int grpc() {
    return json.path("grpc").asInt();
  }

  public int simulator() {
    return json.path("sim").asInt();
  }

  public String consoleUser() {
    return json.path("console").path("user").asText();
  }

  public String consolePassword() {
    return json.path("console").path("password").asText();
  }

  /// The password of an extension.
  public String password(String user) {
    for (JsonNode extension : json.path("extensions")) {
      if (extension.path("user").asText().equals(user)) {
        return extension.path("password").asText();
      }
    }
    throw new AssertionError("no extension " + user + " in " + json);
  }

  /// The directory number of a line.
  public String number(String line) {
    for (JsonNode candidate : json.path("lines")) {
      if (candidate.path("name").asText().equals(line)) {
        return candidate.path("number").asText();
      }
    }
    throw new AssertionError("no line " + line + " in " + json);
  }
}
