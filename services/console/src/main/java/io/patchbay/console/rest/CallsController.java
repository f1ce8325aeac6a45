package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.live.Board;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.OriginateRequest;
import java.util.Optional;

/// `/api/calls`: the live calls of all replicas, placing and ending them.
@Controller("/api/calls")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallsController {
  private final Board board;
  private final Peers peers;
  private final AuditTrail audit;

  CallsController(Board board, Peers peers, AuditTrail audit) {
    this.board = board;
    this.peers = peers;
    this.audit = audit;
  }

  @Get(produces = MediaType.APPLICATION_JSON)
  String list() {
    return Json.list("calls", board.calls());
  }

  @Get(uri = "/{id}", produces = MediaType.APPLICATION_JSON)
  String one(String id) {
    return Json.of(
        board
            .call(id)
            .orElseThrow(
                () -> new Fault(Fault.Kind.NOT_FOUND, "call " + id + ": no such live call")));
  }

  /// The body is `call.v1.OriginateRequest`.
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  String originate(HttpRequest<?> request, @Body String body) {
    String user = Callers.name(request, Role.OPERATOR);
    OriginateRequest.Builder call = OriginateRequest.newBuilder();
    Json.into(body, call);
    if (!call.hasFrom() || !call.hasTo()) {
      throw new Fault(Fault.Kind.INVALID, "body: from and to are needed");
    }
    return audit.noted(
        user,
        "call-originate",
        Json.of(call.build()),
        () -> Json.of(peers.originate(call.build())));
  }

  @Delete(uri = "/{id}", produces = MediaType.APPLICATION_JSON)
  String hangUp(HttpRequest<?> request, String id, @QueryValue Optional<Integer> cause) {
    String user = Callers.name(request, Role.OPERATOR);
    int q850 = cause.orElse(0);
    if (q850 < 0 || q850 > 127) {
      throw new Fault(Fault.Kind.INVALID, "cause " + q850 + ": Q.850 has 1 to 127");
    }
    HangUpRequest hangUp = HangUpRequest.newBuilder().setCallId(id).setCause(q850).build();
    return audit.noted(user, "call-hang-up", id, () -> Json.of(peers.hangUp(hangUp)));
  }
}
