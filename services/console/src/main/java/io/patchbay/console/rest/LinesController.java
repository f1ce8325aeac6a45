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
import io.patchbay.console.live.LineView;
import io.patchbay.console.live.Lines;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.proto.edge.v1.ControlLine.Action;
import org.jspecify.annotations.Nullable;

/// `/api/lines`: how the lines are, and what can be done to them.
@Controller("/api/lines")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LinesController {
  private final Lines lines;
  private final Peers peers;
  private final AuditTrail audit;

  LinesController(Lines lines, Peers peers, AuditTrail audit) {
    this.lines = lines;
    this.peers = peers;
    this.audit = audit;
  }

  /// What is to be done: `reset`, `radio-off`, `radio-on`.
  @Serdeable
  record Wanted(@Nullable String action) {}

  /// Each is an `event.v1.LineStateRecord` with two members more: `stale` and `disabled`.
  @Get(produces = MediaType.APPLICATION_JSON)
  String list() {
    return Json.listOf("lines", lines.all().stream().map(LinesController::json).toList());
  }

  @Get(uri = "/{name}", produces = MediaType.APPLICATION_JSON)
  String one(String name) {
    return json(lines.find(name));
  }

  @Post(
      uri = "/{name}/actions",
      consumes = MediaType.APPLICATION_JSON,
      produces = MediaType.APPLICATION_JSON)
  String act(HttpRequest<?> request, String name, @Body Wanted wanted) {
    String user = Callers.name(request, Role.OPERATOR);
    String word = String.valueOf(wanted.action());
    Action action =
        switch (word) {
          case "reset" -> Action.ACTION_RESET;
          case "radio-off" -> Action.ACTION_RADIO_OFF;
          case "radio-on" -> Action.ACTION_RADIO_ON;
          default ->
              throw new Fault(
                  Fault.Kind.INVALID, "action '" + word + "': one of reset, radio-off, radio-on");
        };
    var _ = lines.find(name);
    return audit.noted(
        user,
        "line-" + word,
        name,
        () -> {
          peers.control(name, action);
          return json(lines.find(name));
        });
  }

  private static String json(LineView line) {
    String state = Json.of(line.state());
    return Json.with(
        Json.with(state, "stale", String.valueOf(line.stale())),
        "disabled",
        String.valueOf(line.disabled()));
  }
}
