package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.patchbay.console.api.ServiceHealth;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;

/// `/api/status` and `/api/audit`.
@Controller("/api")
final class StatusController {
  private final StatusView status;
  private final AuditTrail audit;

  StatusController(StatusView status, AuditTrail audit) {
    this.status = status;
    this.audit = audit;
  }

  @Get(uri = "/status", produces = MediaType.APPLICATION_JSON)
  String status() {
    String services =
        Json.listOf("services", status.all().stream().map(StatusController::json).toList());
    return Json.with(services, "importProblem", Json.quote(status.importProblem()));
  }

  /// Newest first, as `event.v1.AuditRecord`.
  @Get(uri = "/audit", produces = MediaType.APPLICATION_JSON)
  String audit(HttpRequest<?> request) {
    Callers.of(request).require(Role.ADMIN);
    return Json.list("records", audit.recent());
  }

  private static String json(ServiceHealth health) {
    return "{\"service\":"
        + Json.quote(health.service())
        + ",\"address\":"
        + Json.quote(health.address())
        + ",\"up\":"
        + health.up()
        + ",\"reason\":"
        + Json.quote(health.reason())
        + ",\"at\":"
        + Json.quote(health.at().toString())
        + "}";
  }
}
