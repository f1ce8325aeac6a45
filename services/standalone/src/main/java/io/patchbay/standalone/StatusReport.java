package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.line.v1.Line;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.proto.line.v1.ListLinesRequest;
import io.patchbay.routing.PhoneWords;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The lines of a running installation as a table, each with its alarms.
final class StatusReport {
  private static final long SECONDS = 10;
  private static final String ROW = "%-10s %-16s %-16s %-14s %7s  %s%n";

  private final ClientOptions options;
  private final ManagedChannel channel;
  private final PrintStream out;

  StatusReport(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.channel = channel;
    this.out = out;
  }

  int print() {
    try {
      var lines =
          LinesGrpc.newBlockingStub(channel)
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .listLines(ListLinesRequest.getDefaultInstance())
              .getLinesList();
      out.printf(Locale.ROOT, ROW, "line", "number", "state", "operator", "signal", "call");
      lines.forEach(this::row);
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
    line.getSettingsList()
        .forEach(setting ->
            out.printf(Locale.ROOT, "%-10s set by phone: %s%n", "", PhoneWords.of(setting)));
  }
}
