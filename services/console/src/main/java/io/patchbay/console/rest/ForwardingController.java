package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.ForwardingControl;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.contract.ForwardWords;
import io.patchbay.proto.line.v1.CallForward;

/// `/api/lines/{name}/forwarding`: how the network forwards the calls of a SIM line.
@Controller("/api/lines/{name}/forwarding")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ForwardingController {
  private final ForwardingControl forwarding;
  private final AuditTrail audit;

  ForwardingController(ForwardingControl forwarding, AuditTrail audit) {
    this.forwarding = forwarding;
    this.audit = audit;
  }

  /// Asks the network; `line.v1.Forwardings`, a minute later at worst.
  @Get(produces = MediaType.APPLICATION_JSON)
  String query(HttpRequest<?> request, String name) {
    var _ = Callers.name(request, Role.OPERATOR);
    return Json.of(forwarding.query(name));
  }

  /// Changes one reason: `unconditional`, `busy`, `no-answer` or `not-reachable`. The body is
  /// `line.v1.CallForward` without it; the answer what the network then says.
  @Put(
      uri = "/{reason}",
      consumes = MediaType.APPLICATION_JSON,
      produces = MediaType.APPLICATION_JSON)
  String set(HttpRequest<?> request, String name, String reason, @Body String body) {
    String user = Callers.name(request, Role.OPERATOR);
    CallForward.Builder wanted = CallForward.newBuilder();
    Json.into(body, wanted);
    CallForward forward = wanted.setReason(ForwardWords.reason(reason)).build();
    return audit.noted(
        user,
        "forwarding",
        name + " " + ForwardWords.of(forward),
        () -> Json.of(forwarding.set(name, forward)));
  }
}
