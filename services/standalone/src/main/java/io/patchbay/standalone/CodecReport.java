package io.patchbay.standalone;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/// The codecs of the edge, of its health page: which calls can use, and what is missing for others.
final class CodecReport {
  private CodecReport() {}

  /// Of the edge of this machine; nothing when there is none.
  static void print(ClientOptions options, PrintStream out) throws IOException {
    var page =
        URI.create("http://" + options.bind() + ":" + options.ports().edgeHttp() + "/health");
    try (var http = HttpClient.newHttpClient()) {
      String health = HealthPage.body(http, page);
      if (!health.isEmpty()) {
        lines(health).forEach(out::println);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// What to print; nothing when the page does not say.
  ///
  /// @param health the page as JSON
  static List<String> lines(String health) throws IOException {
    List<String> there = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(health)) {
      while (parser.nextToken() != null) {
        String field = parser.currentName();
        if (parser.currentToken() == JsonToken.START_ARRAY && "codecs".equals(field)) {
          texts(parser, there);
        } else if (parser.currentToken() == JsonToken.START_ARRAY
            && "codecsMissing".equals(field)) {
          texts(parser, missing);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    if (!there.isEmpty()) {
      lines.add("codecs: " + String.join(", ", there));
    }
    missing.forEach(one -> lines.add("codec missing: " + one));
    return lines;
  }

  private static void texts(JsonParser parser, List<String> into) throws IOException {
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      into.add(parser.getText());
    }
  }
}
