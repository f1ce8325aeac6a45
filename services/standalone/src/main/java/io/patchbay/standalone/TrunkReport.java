package io.patchbay.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.Locale;
import java.util.Map;

/// The SIP trunks of a running installation as a table, each with what is wrong with it.
final class TrunkReport {
  private static final String ROW = "%-16s %-24s %-24s %s%n";

  private final ClientOptions options;
  private final Secrets secrets;
  private final PrintStream out;

  TrunkReport(ClientOptions options, Secrets secrets, PrintStream out) {
    this.options = options;
    this.secrets = secrets;
    this.out = out;
  }

  void print() throws IOException, InterruptedException {
    try (var console =
        new ConsoleClient(options.bind(), options.ports(), secrets.get("console-password"))) {
      Map<String, Map<String, String>> trunks = console.trunks();
      if (!trunks.isEmpty()) {
        out.printf(Locale.ROOT, "%n" + ROW, "trunk", "address", "state", "reason");
        trunks.forEach(this::row);
      }
    } catch (ConnectException e) {
      out.println("trunks: the console does not answer");
    }
  }

  private void row(String name, Map<String, String> fields) {
    String server = fields.getOrDefault("server", "");
    out.printf(
        Locale.ROOT,
        ROW,
        name,
        server.isEmpty() ? fields.getOrDefault("address", "") : server,
        fields.getOrDefault("state", ""),
        fields.getOrDefault("reason", ""));
  }
}
