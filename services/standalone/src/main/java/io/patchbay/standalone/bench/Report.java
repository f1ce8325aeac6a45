package io.patchbay.standalone.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of one run, as a table and as JSON.
public final class Report {
  private final Instant at;
  private final boolean quick;
  private final String loadBefore;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Rung> rungs = new ArrayList<>();
  private final List<MediaRun> media = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  public Report(Instant at, boolean quick) {
    this.at = at;
    this.quick = quick;
    loadBefore = ProcessMeter.load();
  }

  public void add(Figure figure) {
    figures.add(figure);
  }

  public void addRungs(List<Rung> more) {
    rungs.addAll(more);
  }

  public void addMedia(List<MediaRun> more) {
    media.addAll(more);
  }

  /// A measure that could not be made.
  public void fail(String what) {
    failures.add(what);
  }

  /// Whether every measure could be made.
  public boolean complete() {
    return failures.isEmpty();
  }

  /// The table with the aims of the architecture beside each figure.
  public void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%n%d processors, load before %s, now %s%s%n%n",
        Runtime.getRuntime().availableProcessors(),
        loadBefore,
        ProcessMeter.load(),
        quick ? ", quick run: a look, not a measurement" : "");
    out.printf(Locale.ROOT, "%-68s %10s  %-10s%n", "measure", "figure", "aim");
    for (Figure figure : figures) {
      out.printf(
          Locale.ROOT,
          "%-68s %10s  %-10s%s%n",
          figure.name(),
          Figure.number(figure.value()),
          figure.aimText(),
          figure.met() ? "" : "  missed");
    }
    failures.forEach(failure -> out.println("not measured: " + failure));
  }

  /// The same and every rung as one JSON object.
  public void write(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (var writer = Files.newBufferedWriter(file);
        JsonGenerator json = new JsonFactory().createGenerator(writer)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("at", at.toString());
      json.writeBooleanField("quick", quick);
      json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
      json.writeStringField("java", System.getProperty("java.runtime.version", ""));
      json.writeStringField("loadBefore", loadBefore);
      json.writeStringField("loadAfter", ProcessMeter.load());
      writeFigures(json);
      writeRungs(json);
      writeMedia(json);
      json.writeArrayFieldStart("notMeasured");
      for (String failure : failures) {
        json.writeString(failure);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void writeFigures(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("figures");
    for (Figure figure : figures) {
      json.writeStartObject();
      json.writeStringField("name", figure.name());
      number(json, "value", figure.value());
      if (figure.hasAim()) {
        json.writeNumberField(figure.most() ? "atMost" : "atLeast", figure.aim());
        json.writeBooleanField("met", figure.met());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeRungs(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("calls");
    for (Rung rung : rungs) {
      json.writeStartObject();
      json.writeNumberField("ratePerSecond", rung.rate());
      json.writeNumberField("offered", rung.offered());
      json.writeNumberField("completed", rung.completed());
      json.writeNumberField("refused503", rung.refused());
      number(json, "inviteTo503P99Millis", rung.refusalP99Millis());
      json.writeNumberField("retransmissions", rung.retransmissions());
      number(json, "inviteTo180P50Millis", rung.delayP50Millis());
      number(json, "inviteTo180P99Millis", rung.delayP99Millis());
      json.writeObjectFieldStart("cpuMillisPerCall");
      for (Map.Entry<String, Double> process : rung.cpuMillisPerCall().entrySet()) {
        number(json, process.getKey(), process.getValue());
      }
      json.writeEndObject();
      number(json, "benchCpuMillisPerCall", rung.ownCpuMillisPerCall());
      json.writeBooleanField("clean", rung.clean());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeMedia(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("media");
    for (MediaRun run : media) {
      json.writeStartObject();
      json.writeStringField("kind", run.kind().name());
      json.writeNumberField("calls", run.calls());
      json.writeNumberField("packetsSent", run.sent());
      json.writeNumberField("packetsReceived", run.received());
      json.writeNumberField("packetsLost", run.lost());
      number(json, "cpuSecondsPerCallMinute", run.cpuPerCallMinute());
      number(json, "mediaThreadCpuSecondsPerCallMinute", run.tickCpuPerCallMinute());
      pacing(json, "pacingMillis", run.pacing());
      pacing(json, "controlMillis", run.control());
      json.writeNumberField("framesSkipped", run.skipped());
      number(json, "allocatedPerPacket", run.allocated());
      pacing(json, "delayUpMillis", run.up());
      pacing(json, "delayDownMillis", run.down());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void pacing(JsonGenerator json, String name, MediaRun.Pacing pacing)
      throws IOException {
    json.writeObjectFieldStart(name);
    number(json, "p50", pacing.p50());
    number(json, "p99", pacing.p99());
    number(json, "max", pacing.max());
    json.writeEndObject();
  }

  /// JSON has no NaN.
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, Math.round(value * 1e5) / 1e5);
    } else {
      json.writeNullField(name);
    }
  }
}
