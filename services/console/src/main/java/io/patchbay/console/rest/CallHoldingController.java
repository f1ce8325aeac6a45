package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.patchbay.console.api.CallHolding;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.contract.HoldWords;
import org.jspecify.annotations.Nullable;

/// `/api/lines/NAME/calls`: the mobile calls that a line's call consists of.
@Controller("/api/lines")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallHoldingController {
  private final CallHolding holding;
  private final AuditTrail audit;

  CallHoldingController(CallHolding holding, AuditTrail audit) {
    this.holding = holding;
    this.audit = audit;
  }

  /// What is to be done: `hold`, `retrieve`, `swap`, `join`, `release-active`, `release-held`,
  /// `refuse-waiting`.
  @Serdeable
  record Wanted(@Nullable String action) {}

  @Post(
      uri = "/{name}/calls",
      consumes = MediaType.APPLICATION_JSON,
      produces = MediaType.APPLICATION_JSON)
  String act(HttpRequest<?> request, String name, @Body Wanted wanted) {
    String user = Callers.name(request, Role.OPERATOR);
    String word = String.valueOf(wanted.action());
    var action =
        HoldWords.action(word)
            .orElseThrow(() ->
                new Fault(
                    Fault.Kind.INVALID,
                    "action '" + word + "': one of " + String.join(", ", HoldWords.words())));
    return audit.noted(
        user, "calls-" + word, name, () -> Json.of(holding.act(name, action).state()));
  }
}
