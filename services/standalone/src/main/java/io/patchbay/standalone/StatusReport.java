package io.patchbay.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.Locale;
import java.util.Map;

/// The lines and trunks of a running installation as tables.
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
      Map<String, Map<String, String>> trunks = console.trunks();
      if (!trunks.isEmpty()) {
        out.printf(Locale.ROOT, "%n%-16s %-24s %-24s %s%n", "trunk", "address", "state", "reason");
        trunks.forEach(this::trunk);
      }
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

  private void trunk(String name, Map<String, String> fields) {
    String server = fields.getOrDefault("server", "");
    out.printf(
        Locale.ROOT,
        "%-16s %-24s %-24s %s%n",
        name,
        server.isEmpty() ? fields.getOrDefault("address", "") : server,
        fields.getOrDefault("state", ""),
        fields.getOrDefault("reason", ""));
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
