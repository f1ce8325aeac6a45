package io.patchbay.standalone.bench;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What dial-plan knows when it is measured: 1 000 lines in ten groups, 1 000 extensions, ten rules
/// and a list of a million denied numbers.
final class RouteWorld {
  /// The file of the list.
  static final String FILE = "million.txt";

  static final int LINES = 1_000;
  private static final int GROUPS = 10;
  private static final int FIRST_EXTENSION = 1_000;
  private static final long CALL_MILLIS = 90_000;
  private static final int Q850_NORMAL = 16;

  private RouteWorld() {}

  static List<Document> documents() {
    List<String> all = new ArrayList<>();
    all.add(
        "{kind: Settings, name: default, spec: {numbering: {country: CN}, shield: {countries: [DE]}}}");
    all.add("{kind: NumberList, name: million, spec: {effect: deny, file: %s}}".formatted(FILE));
    all.add("{kind: Edge, name: e}");
    for (int line = 0; line < LINES; line++) {
      all.add(
          "{kind: Line, name: gsm-%d, spec: {edge: e, kind: sim, driver: gsm-at, number: '+49151%08d'}}"
              .formatted(line, line));
      all.add("{kind: Extension, name: %d}".formatted(FIRST_EXTENSION + line));
    }
    for (int group = 0; group < GROUPS; group++) {
      List<String> lines = new ArrayList<>();
      for (int line = group; line < LINES; line += GROUPS) {
        lines.add("gsm-" + line);
      }
      all.add("{kind: LineGroup, name: group-%d, spec: {lines: %s}}".formatted(group, lines));
    }
    all.add(plan(""));
    return DocumentYaml.parse("bench", String.join("\n---\n", all));
  }

  /// The plan, with a first rule that sends a number to an extension.
  static List<Document> plan(String number, String extension) {
    return DocumentYaml.parse(
        "bench", plan("{pattern: '%s', to: {extension: '%s'}}, ".formatted(number, extension)));
  }

  private static String plan(String first) {
    return IntStream.range(0, GROUPS)
        .mapToObj("{pattern: '+x[%1$d]x+', to: {line-group: group-%1$d}}"::formatted)
        .collect(
            Collectors.joining(
                ", ", "{kind: DialPlan, name: default, spec: {rules: [" + first, "]}}"));
  }

  /// An allowance for each line that is not used up soon.
  static List<Document> limits() {
    List<String> lines = IntStream.range(0, LINES).mapToObj(line -> "line/gsm-" + line).toList();
    return DocumentYaml.parse(
        "bench", "{kind: Limit, name: month, spec: {on: %s, minutes: '100000'}}".formatted(lines));
  }

  /// All lines, in service.
  static Stream<LineStateRecord> lines() {
    return IntStream.range(0, LINES)
        .mapToObj(line ->
            LineStateRecord.newBuilder()
                .setLine("gsm-" + line)
                .setKind(LineKind.LINE_KIND_SIM)
                .setStatus(LineStatus.newBuilder().setState(LineState.LINE_STATE_IN_SERVICE))
                .build());
  }

  static RouteRequest request(int call, String number) {
    String extension = String.valueOf(FIRST_EXTENSION + call % LINES);
    return RouteRequest.newBuilder()
        .setCallId("call-" + call)
        .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
        .setOrigin(extension)
        .setCallingNumber(extension)
        .setCalledNumber(number)
        .build();
  }

  /// The record of a call of a minute and a half by a line.
  static CallRecord record(RouteRequest request, String line, Instant ended) {
    long end = ended.toEpochMilli();
    var began = Timestamps.fromMillis(end - CALL_MILLIS);
    return CallRecord.newBuilder()
        .setCallId(request.getCallId())
        .setOriginKind("extension")
        .setOrigin(request.getOrigin())
        .setCallingNumber(request.getCallingNumber())
        .setCalledNumber(request.getCalledNumber())
        .setDialledNumber(request.getCalledNumber())
        .setStartedAt(began)
        .setAnsweredAt(began)
        .setEndedAt(Timestamps.fromMillis(end))
        .setCause(Q850_NORMAL)
        .addLegs(
            LegRecord.newBuilder()
                .setKind("line")
                .setName(line)
                .setNumber(request.getCalledNumber())
                .setDirection("outbound")
                .setStartedAt(began)
                .setAnsweredAt(began)
                .setEndedAt(Timestamps.fromMillis(end))
                .setCause(Q850_NORMAL))
        .build();
  }
}
