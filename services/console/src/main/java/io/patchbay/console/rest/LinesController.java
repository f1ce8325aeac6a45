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
import io.patchbay.console.api.LineControl;
import io.patchbay.console.api.Peers;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.live.LineView;
import io.patchbay.console.live.Lines;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.proto.line.v1.LineAction;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `/api/lines`: how the lines are, and what can be done to them.
@Controller("/api/lines")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LinesController {
  private static final Map<String, LineAction> ACTIONS = actions();

  private final Lines lines;
  private final LineControl control;
  private final Peers peers;
  private final AuditTrail audit;

  LinesController(Lines lines, LineControl control, Peers peers, AuditTrail audit) {
    this.lines = lines;
    this.control = control;
    this.peers = peers;
    this.audit = audit;
  }

  /// What is to be done: a name of `line.v1.LineAction` in lower case with dashes, `radio-off`.
  @Serdeable
  record Wanted(@Nullable String action) {}

  /// Each is an `event.v1.LineStateRecord` with four members more: `stale`, `disabled`,
  /// `maintenance` and `policies`, of `event.v1.PolicyFiring`.
  @Get(produces = MediaType.APPLICATION_JSON)
  String list() {
    return Json.listOf("lines", lines.all().stream().map(LinesController::json).toList());
  }

  @Get(uri = "/{name}", produces = MediaType.APPLICATION_JSON)
  String one(String name) {
    return json(lines.find(name));
  }

  private static Map<String, LineAction> actions() {
    Map<String, LineAction> actions = new TreeMap<>();
    for (LineAction action : LineAction.values()) {
      if (action != LineAction.LINE_ACTION_UNSPECIFIED && action != LineAction.UNRECOGNIZED) {
        String word = action.name().substring("LINE_ACTION_".length());
        actions.put(word.toLowerCase(Locale.ROOT).replace('_', '-'), action);
      }
    }
    return actions;
  }

  /// The base stations that the line hears, as `line.v1.ListCellsResponse`.
  @Get(uri = "/{name}/cells", produces = MediaType.APPLICATION_JSON)
  String cells(String name) {
    return Json.list("cells", peers.cells(name));
  }

  @Post(
      uri = "/{name}/actions",
      consumes = MediaType.APPLICATION_JSON,
      produces = MediaType.APPLICATION_JSON)
  String act(HttpRequest<?> request, String name, @Body Wanted wanted) {
    String user = Callers.name(request, Role.OPERATOR);
    String word = String.valueOf(wanted.action());
    LineAction action =
        Optional.ofNullable(ACTIONS.get(word))
            .orElseThrow(() ->
                new Fault(
                    Fault.Kind.INVALID,
                    "action '" + word + "': one of " + String.join(", ", ACTIONS.keySet())));
    return audit.noted(user, "line-" + word, name, () -> json(control.act(name, action, user)));
  }

  private static String json(LineView line) {
    String state = Json.of(line.state());
    String withStale = Json.with(state, "stale", String.valueOf(line.stale()));
    String withDisabled = Json.with(withStale, "disabled", String.valueOf(line.disabled()));
    String withMaintenance =
        Json.with(withDisabled, "maintenance", String.valueOf(line.maintenance()));
    return Json.with(withMaintenance, "policies", Json.array(line.policies()));
  }
}
