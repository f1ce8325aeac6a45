package io.patchbay.console.rest;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.patchbay.console.live.TrunkView;
import io.patchbay.console.live.Trunks;

/// `/api/trunks`: how the SIP trunks are.
@Controller("/api/trunks")
final class TrunksController {
  private final Trunks trunks;

  TrunksController(Trunks trunks) {
    this.trunks = trunks;
  }

  /// Each is an `event.v1.TrunkStateRecord` with members more: `address`, `state` and `reason` in
  /// words, `failing`.
  @Get(produces = MediaType.APPLICATION_JSON)
  String list() {
    return Json.listOf("trunks", trunks.all().stream().map(TrunksController::json).toList());
  }

  @Get(uri = "/{name}", produces = MediaType.APPLICATION_JSON)
  String one(String name) {
    return json(trunks.find(name));
  }

  private static String json(TrunkView view) {
    String heard = Json.of(view.heard().toBuilder().clearReason().build());
    String text = Json.with(heard, "address", Json.quote(view.address()));
    text = Json.with(text, "state", Json.quote(view.state()));
    text = Json.with(text, "reason", Json.quote(view.reason()));
    return Json.with(text, "failing", String.valueOf(view.failing()));
  }
}
