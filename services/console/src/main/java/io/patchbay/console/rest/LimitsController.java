package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.patchbay.console.api.Peers;
import io.patchbay.console.api.PolicyWatch;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.ResetRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/api/limits`: what is left of every limit; a limit begins anew.
@Controller("/api/limits")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LimitsController {
  private static final Map<String, Measure> MEASURES =
      Map.of(
          "", Measure.MEASURE_UNSPECIFIED,
          "minutes", Measure.MEASURE_MINUTES,
          "calls", Measure.MEASURE_CALLS,
          "messages", Measure.MEASURE_MESSAGES,
          "cost", Measure.MEASURE_COST);

  private final Peers peers;
  private final PolicyWatch watch;
  private final AuditTrail audit;

  LimitsController(Peers peers, PolicyWatch watch, AuditTrail audit) {
    this.peers = peers;
    this.watch = watch;
    this.audit = audit;
  }

  /// What is to begin anew.
  ///
  /// @param limit as it is listed: `sim-plan line/gsm-1`
  /// @param measure minutes, calls, messages or cost; missing: all
  @Serdeable
  record Wanted(@Nullable String limit, @Nullable String measure) {}

  /// As `limit.v1.ListBalancesResponse`.
  @Get(produces = MediaType.APPLICATION_JSON)
  String list() {
    return Json.list("balances", peers.balances());
  }

  /// How every limit stands then.
  @Post(
      uri = "/reset",
      consumes = MediaType.APPLICATION_JSON,
      produces = MediaType.APPLICATION_JSON)
  String reset(HttpRequest<?> request, @Body Wanted wanted) {
    String user = Callers.name(request, Role.OPERATOR);
    String limit = wanted.limit() == null ? "" : wanted.limit();
    String word = wanted.measure() == null ? "" : wanted.measure();
    Measure measure =
        Optional.ofNullable(MEASURES.get(word))
            .orElseThrow(() ->
                new Fault(
                    Fault.Kind.INVALID,
                    "measure '" + word + "': minutes, calls, messages or cost"));
    ResetRequest reset = ResetRequest.newBuilder().setQuota(limit).setMeasure(measure).build();
    String answer =
        audit.noted(
            user,
            "limit-reset",
            (limit + " " + word).strip(),
            () -> Json.list("balances", peers.reset(reset)));
    watch.refresh();
    return answer;
  }
}
