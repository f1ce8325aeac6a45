package io.patchbay.standalone.bench;

import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/// How long dial-plan thinks about a call: [RouteWorld], 2 000 calls a second, half of them denied.
/// In this process, without gRPC.
public final class RouteLoad {
  private static final int PER_SECOND = 2_000;
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
    List<Document> documents = RouteWorld.documents();
    decisions.configure(documents);
    RouteWorld.lines().forEach(decisions::report);
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
      RouteRequest request = RouteWorld.request(call, asked[call % ASKED]);
      long start = nanoTime.getAsLong();
      Decision decision = decisions.route(request, clock.instant());
      times.add(nanoTime.getAsLong() - start);
      boolean denied = decision.getSipStatus() == DENIED_SIP_STATUS;
      wrong += denied == (call % ASKED % 2 == 0) ? 0 : 1;
      if (decision.getTargetsCount() > 0) {
        // over at once: the line is free again
        decisions.count(
            RouteWorld.record(request, decision.getTargets(0).getLine(), clock.instant()));
      }
    }
    return wrong;
  }
}
