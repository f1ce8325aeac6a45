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
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.proto.limit.v1.RestoreRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/api/policies`: what run policies and limits have done, and taking it back (G-245).
@Controller("/api/policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PoliciesController {
  private final Peers peers;
  private final AuditTrail audit;

  PoliciesController(Peers peers, AuditTrail audit) {
    this.peers = peers;
    this.audit = audit;
  }

  /// What to restore.
  ///
  /// @param lines by name
  /// @param subjects others: `extension/101`, `trunk/pbx`, `limit/guard`
  @Serdeable
  record Wanted(@Nullable List<String> lines, @Nullable List<String> subjects) {}

  /// Each is an `event.v1.PolicyStateRecord`.
  @Get(produces = MediaType.APPLICATION_JSON)
  String list() {
    return Json.list("states", peers.policyStates());
  }

  /// Answers with what is left.
  @Post(
      uri = "/restore",
      consumes = MediaType.APPLICATION_JSON,
      produces = MediaType.APPLICATION_JSON)
  String restore(HttpRequest<?> request, @Body Wanted wanted) {
    String user = Callers.name(request, Role.OPERATOR);
    List<String> lines = wanted.lines() == null ? List.of() : wanted.lines();
    List<String> others = wanted.subjects() == null ? List.of() : wanted.subjects();
    if (lines.isEmpty() && others.isEmpty()) {
      throw new Fault(Fault.Kind.INVALID, "lines: missing");
    }
    RestoreRequest restore =
        RestoreRequest.newBuilder()
            .addAllSubjects(lines.stream().map(line -> "line/" + line).toList())
            .addAllSubjects(others)
            .build();
    return audit.noted(
        user,
        "line-restore",
        Stream.concat(lines.stream(), others.stream()).collect(Collectors.joining(" ")),
        () -> Json.list("states", peers.restore(restore)));
  }
}
