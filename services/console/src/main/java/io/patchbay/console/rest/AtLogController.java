package io.patchbay.console.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.contract.AtLogText;
import io.patchbay.proto.edge.v1.Trace;

/// `/api/lines/{name}/at-log`: what was said on the AT channel of a SIM line lately.
@Controller("/api/lines/{name}/at-log")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AtLogController {
  private final Peers peers;
  private final AuditTrail audit;

  AtLogController(Peers peers, AuditTrail audit) {
    this.peers = peers;
    this.audit = audit;
  }

  /// As `line.v1.AtLog`.
  ///
  /// @param after the last sequence known: only what came later
  /// @param whole also PINs and the text of messages; for administrators, and noted
  @Get(produces = MediaType.APPLICATION_JSON)
  String read(
      HttpRequest<?> request,
      String name,
      @QueryValue(defaultValue = "0") long after,
      @QueryValue(defaultValue = "false") boolean whole) {
    return Json.of(trace(request, name, after, whole));
  }

  /// All of it as a file, a line each.
  @Get(uri = "/file", produces = MediaType.TEXT_PLAIN)
  HttpResponse<String> download(
      HttpRequest<?> request, String name, @QueryValue(defaultValue = "false") boolean whole) {
    return HttpResponse.ok(AtLogText.of(trace(request, name, 0, whole).getEntriesList()))
        .contentType(MediaType.of("text/plain; charset=utf-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "-at-log.txt\"");
  }

  private Trace trace(HttpRequest<?> request, String name, long after, boolean whole) {
    String user = Callers.name(request, whole ? Role.ADMIN : Role.OPERATOR);
    return whole
        ? audit.noted(user, "at-log-whole", name, () -> peers.trace(name, after, true))
        : peers.trace(name, after, false);
  }
}
