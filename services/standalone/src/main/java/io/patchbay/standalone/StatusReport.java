package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.line.v1.Line;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.proto.line.v1.ListLinesRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The lines of a running installation, each with its alarms, and its trunks as tables.
final class StatusReport {
  private static final long SECONDS = 10;
  private static final String ROW = "%-10s %-16s %-16s %-14s %7s  %s%n";
  private static final String TRUNK = "%-16s %-24s %-24s %s%n";

  private final ClientOptions options;
  private final Secrets secrets;
  private final ManagedChannel channel;
  private final PrintStream out;

  StatusReport(
      ClientOptions options, Secrets secrets, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.secrets = secrets;
    this.channel = channel;
    this.out = out;
  }

  int print() throws IOException, InterruptedException {
    try {
      var lines =
          LinesGrpc.newBlockingStub(channel)
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .listLines(ListLinesRequest.getDefaultInstance())
              .getLinesList();
      out.printf(Locale.ROOT, ROW, "line", "number", "state", "operator", "signal", "call");
      lines.forEach(this::row);
      trunks();
      return 0;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
        throw e;
      }
      out.println(
          "not running (nothing answers on "
              + options.bind()
              + ":"
              + options.ports().publicGrpc()
              + ")");
      return 1;
    }
  }

  private void row(Line line) {
    LineStatus status = line.getStatus();
    out.printf(
        Locale.ROOT,
        ROW,
        line.getName(),
        status.getNumber(),
        LineWords.state(status.getState()),
        status.getOperator(),
        LineWords.signal(status.getSignalDbm()),
        status.getBusyCallId());
    new TreeMap<>(status.getAlarmsMap())
        .forEach((alarm, text) -> out.printf(Locale.ROOT, "%-10s alarm %s: %s%n", "", alarm, text));
  }

  private void trunks() throws IOException, InterruptedException {
    try (var console =
        new ConsoleClient(options.bind(), options.ports(), secrets.get("console-password"))) {
      Map<String, Map<String, String>> trunks = console.trunks();
      if (!trunks.isEmpty()) {
        out.printf(Locale.ROOT, "%n" + TRUNK, "trunk", "address", "state", "reason");
        trunks.forEach(this::trunk);
      }
    }
  }

  private void trunk(String name, Map<String, String> fields) {
    String server = fields.getOrDefault("server", "");
    out.printf(
        Locale.ROOT,
        TRUNK,
        name,
        server.isEmpty() ? fields.getOrDefault("address", "") : server,
        fields.getOrDefault("state", ""),
        fields.getOrDefault("reason", ""));
  }
}
