package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lines, their groups and the edges they are plugged into.
final class LineCheck {
  /// Settings that name a device only one line can have.
  private static final List<String> DEVICES =
      List.of("command-port", "audio-port", "modem", "socket");

  private static final int MAX_INTER_DIGIT_MS = 60_000;
  private static final int MAX_RINGS = 50;
  private static final int LEAST_ECHO_TAIL_MS = 8;
  private static final int MAX_ECHO_TAIL_MS = 128;

  private final Documents documents;
  private final boolean references;
  private final DocumentCheck.Finding finding;

  LineCheck(Documents documents, boolean references, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.references = references;
    this.finding = finding;
  }

  void run() {
    Map<String, String> devices = new HashMap<>();
    documents.lines().forEach((name, line) -> line("Line " + name, line, devices));
    Map<String, String> servers = new HashMap<>();
    documents
        .lineGroups()
        .forEach((name, group) -> {
          group("LineGroup " + name, group);
          server("LineGroup " + name, group, servers);
        });
  }

  private void line(String label, LineSpec line, Map<String, String> devices) {
    if (line.getEdge().isEmpty()) {
      finding.add(label, "spec.edge", "missing");
    } else if (!documents.edges().containsKey(line.getEdge())) {
      finding.add(label, "spec.edge", "no Edge `" + line.getEdge() + "`");
    }
    if (line.getKind() == LineKind.LINE_KIND_UNSPECIFIED) {
      finding.add(label, "spec.kind", "missing (fxs, fxo or sim)");
    }
    if (line.getMaintenance() && line.getKind() != LineKind.LINE_KIND_SIM) {
      finding.add(label, "spec.maintenance", "true: for SIM lines; others have `disabled`");
    }
    if (line.getDriver().isEmpty()) {
      finding.add(label, "spec.driver", "missing (gsm-at, sim, …)");
    }
    Formats.number(line.getNumber())
        .ifPresent(problem -> finding.add(label, "spec.number", problem));
    Formats.number(line.getHotline())
        .ifPresent(problem -> finding.add(label, "spec.hotline", problem));
    Formats.atMost(line.getInterDigitTimeoutMs(), MAX_INTER_DIGIT_MS)
        .ifPresent(problem -> finding.add(label, "spec.inter-digit-timeout-ms", problem));
    Formats.atMost(line.getRingsBeforeOffer(), MAX_RINGS)
        .ifPresent(problem -> finding.add(label, "spec.rings-before-offer", problem));
    int tail = line.getEchoTailMs();
    if (tail != 0 && (tail < LEAST_ECHO_TAIL_MS || tail > MAX_ECHO_TAIL_MS)) {
      finding.add(
          label,
          "spec.echo-tail-ms",
          Integer.toUnsignedString(tail) + " is neither 0 nor 8 to 128");
    }
    devices(label, line, devices);
    if (line.hasMessages()) {
      new LineMessagesCheck(documents, references, finding).check(label, line);
    }
    if (references) {
      String extension = line.getSmsExtension();
      if (!extension.isEmpty() && !documents.extensions().containsKey(extension)) {
        finding.add(label, "spec.sms-extension", "no Extension `" + extension + "`");
      }
      if (line.hasIncoming()) {
        new DestinationCheck(documents, finding).check(label, "spec.incoming", line.getIncoming());
      }
    }
  }

  private void devices(String label, LineSpec line, Map<String, String> devices) {
    for (String setting : DEVICES) {
      String device = line.getSettingsOrDefault(setting, "");
      String other =
          device.isEmpty() ? null : devices.putIfAbsent(line.getEdge() + ":" + device, label);
      if (other != null) {
        finding.add(label, "spec.settings." + setting, device + " is used by " + other);
      }
    }
  }

  /// Group mode forwards on busy, so the line's own settings must not.
  private void server(String label, LineGroupSpec group, Map<String, String> servers) {
    String name = group.getServer();
    if (name.isEmpty()) {
      return;
    }
    String other = servers.putIfAbsent(name, label);
    if (other != null) {
      finding.add(label, "spec.server", name + " is that of " + other);
    }
    LineSpec line = documents.lines().get(name);
    if (line == null) {
      if (references) {
        finding.add(label, "spec.server", "no Line `" + name + "`");
      }
      return;
    }
    if (line.getKind() != LineKind.LINE_KIND_SIM) {
      finding.add(label, "spec.server", name + " has no SIM");
    }
    String forward = line.getSettingsOrDefault("forward-busy", "keep");
    if (!forward.equals("keep")) {
      finding.add(
          label, "spec.server", name + " has forward-busy: " + forward + " in its settings");
    }
    String waiting = line.getSettingsOrDefault("call-waiting", "off");
    if (!waiting.equals("off")) {
      finding.add(
          label, "spec.server", name + " answers a second caller itself, call-waiting: " + waiting);
    }
  }

  private void group(String label, LineGroupSpec group) {
    if (group.getLinesCount() == 0) {
      finding.add(label, "spec.lines", "empty");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < group.getLinesCount(); i++) {
      String line = group.getLines(i);
      if (!seen.add(line)) {
        finding.add(label, "spec.lines[" + i + "]", line + " is listed twice");
      } else if (references && !documents.lines().containsKey(line)) {
        finding.add(label, "spec.lines[" + i + "]", "no Line `" + line + "`");
      }
    }
  }
}
