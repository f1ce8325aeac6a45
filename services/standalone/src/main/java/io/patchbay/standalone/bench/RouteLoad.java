package io.patchbay.standalone.bench;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// How long dial-plan thinks about a call: 1 000 lines in ten groups, 1 000 extensions, ten rules
/// and a list of a million denied numbers, 2 000 calls a second, half of them denied. In this
/// process, without gRPC.
public final class RouteLoad {
  private static final int PER_SECOND = 2_000;
  private static final int LINES = 1_000;
  private static final int GROUPS = 10;
  private static final int FIRST_EXTENSION = 1_000;
  private static final int ASKED = 65_536;
  private static final int DENIED_SIP_STATUS = 403;

  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final int seconds;

  public RouteLoad(boolean quick, InstantSource clock, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.clock = clock;
    seconds = quick ? 2 : 15;
  }

  /// What came of it.
  ///
  /// @param configureMillis from documents to decisions, with all of them changed at once
  /// @param wrong calls that were denied or let through against the list
  public record Result(double p50Millis, double p99Millis, double configureMillis, long wrong) {}

  /// Warms up for as long as it measures.
  public Result run() {
    String[] asked = new String[ASKED];
    var list = ListLoad.set(asked);
    var decisions = new Decisions(Router.RULES, _ -> list);
    List<Document> documents = DocumentYaml.parse("bench", documents());
    decisions.configure(documents);
    for (int line = 0; line < LINES; line++) {
      decisions.report(inService("gsm-" + line));
    }
    var _ = load(decisions, asked, new Quantiles());
    var times = new Quantiles();
    long wrong = load(decisions, asked, times);
    long began = nanoTime.getAsLong();
    decisions.configure(documents);
    double configured = (nanoTime.getAsLong() - began) / 1e6;
    return new Result(times.millis(0.5), times.millis(0.99), configured, wrong);
  }

  private long load(Decisions decisions, String[] asked, Quantiles times) {
    long wrong = 0;
    long began = nanoTime.getAsLong();
    for (int call = 0; call < seconds * PER_SECOND; call++) {
      Waiting.until(began + call * 1_000_000_000L / PER_SECOND, nanoTime);
      RouteRequest request = request(call, asked[call % ASKED]);
      long start = nanoTime.getAsLong();
      Decision decision = decisions.route(request, clock.instant());
      times.add(nanoTime.getAsLong() - start);
      boolean denied = decision.getSipStatus() == DENIED_SIP_STATUS;
      wrong += denied == (call % ASKED % 2 == 0) ? 0 : 1;
    }
    return wrong;
  }

  private static RouteRequest request(int call, String number) {
    String extension = String.valueOf(FIRST_EXTENSION + call % LINES);
    return RouteRequest.newBuilder()
        .setCallId("call-" + call)
        .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
        .setOrigin(extension)
        .setCallingNumber(extension)
        .setCalledNumber(number)
        .build();
  }

  private static LineStateRecord inService(String line) {
    return LineStateRecord.newBuilder()
        .setLine(line)
        .setKind(LineKind.LINE_KIND_SIM)
        .setStatus(LineStatus.newBuilder().setState(LineState.LINE_STATE_IN_SERVICE))
        .build();
  }

  private static String documents() {
    List<String> all = new ArrayList<>();
    all.add(
        "{kind: Settings, name: default, spec: {numbering: {country: CN}, shield: {off: true}}}");
    all.add("{kind: NumberList, name: million, spec: {effect: deny, file: million.txt}}");
    all.add("{kind: Edge, name: e}");
    for (int line = 0; line < LINES; line++) {
      all.add(
          "{kind: Line, name: gsm-%d, spec: {edge: e, kind: sim, driver: gsm-at}}".formatted(line));
      all.add("{kind: Extension, name: %d}".formatted(FIRST_EXTENSION + line));
    }
    List<String> rules = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      List<String> lines = new ArrayList<>();
      for (int line = group; line < LINES; line += GROUPS) {
        lines.add("gsm-" + line);
      }
      all.add("{kind: LineGroup, name: group-%d, spec: {lines: %s}}".formatted(group, lines));
      rules.add("{pattern: '+x[%d]x+', to: {line-group: group-%d}}".formatted(group, group));
    }
    all.add("{kind: DialPlan, name: default, spec: {rules: %s}}".formatted(rules));
    return String.join("\n---\n", all);
  }
}
