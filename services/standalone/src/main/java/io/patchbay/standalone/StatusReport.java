package io.patchbay.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Map;

/// The lines of a running installation as a table.
final class StatusReport {
  private final ClientOptions options;
  private final Secrets secrets;
  private final PrintStream out;

  StatusReport(ClientOptions options, Secrets secrets, PrintStream out) {
    this.options = options;
    this.secrets = secrets;
    this.out = out;
  }

  int print() throws IOException, InterruptedException {
    try (var console =
        new ConsoleClient(options.bind(), options.ports(), secrets.get("console-password"))) {
      out.printf(
          Locale.ROOT,
          "%-10s %-16s %-16s %-14s %7s  %s%n",
          "line",
          "number",
          "state",
          "operator",
          "signal",
          "call");
      console.lines().forEach(this::row);
      codecs();
      return 0;
    } catch (ConnectException e) {
      out.println(
          "not running (nothing answers on "
              + options.bind()
              + ":"
              + options.ports().consoleHttp()
              + ")");
      return 1;
    }
  }

  /// Of the edge of this machine.
  private void codecs() throws IOException, InterruptedException {
    var page =
        URI.create("http://" + options.bind() + ":" + options.ports().edgeHttp() + "/health");
    try (var http = HttpClient.newHttpClient()) {
      String health = HealthPage.body(http, page);
      if (!health.isEmpty()) {
        CodecReport.lines(health).forEach(out::println);
      }
    }
  }

  private void row(String name, Map<String, String> fields) {
    String state =
        fields
            .getOrDefault("state", "")
            .replace("LINE_STATE_", "")
            .toLowerCase(Locale.ROOT)
            .replace('_', ' ');
    String signal = fields.getOrDefault("signalDbm", "");
    out.printf(
        Locale.ROOT,
        "%-10s %-16s %-16s %-14s %7s  %s%n",
        name,
        fields.getOrDefault("number", ""),
        state,
        fields.getOrDefault("operator", ""),
        signal.isEmpty() ? "" : signal + " dBm",
        fields.getOrDefault("busyCallId", ""));
  }
}
