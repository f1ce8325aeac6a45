package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.proto.sms.v1.CancelUssdRequest;
import io.patchbay.proto.sms.v1.SendUssdRequest;

/// `/api/lines/{name}/ussd`: dialogues with the network of a SIM line.
@Controller("/api/lines/{name}/ussd")
@ExecuteOn(TaskExecutors.BLOCKING)
final class UssdController {
  private final Peers peers;
  private final AuditTrail audit;

  UssdController(Peers peers, AuditTrail audit) {
    this.peers = peers;
    this.audit = audit;
  }

  /// The body is `sms.v1.SendUssdRequest` without the line; the answer, `sms.v1.UssdReply`, comes
  /// with the words of the network, up to a minute later.
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  String send(HttpRequest<?> request, String name, @Body String body) {
    String user = Callers.name(request, Role.OPERATOR);
    SendUssdRequest.Builder ussd = SendUssdRequest.newBuilder();
    Json.into(body, ussd);
    if (ussd.getText().isEmpty()) {
      throw new Fault(Fault.Kind.INVALID, "body: text is needed");
    }
    SendUssdRequest complete = ussd.setLine(name).build();
    return audit.noted(user, "ussd-send", name, () -> Json.of(peers.ussd(complete)));
  }

  @Delete(uri = "/{session}", produces = MediaType.APPLICATION_JSON)
  String cancel(HttpRequest<?> request, String name, String session) {
    String user = Callers.name(request, Role.OPERATOR);
    CancelUssdRequest cancel =
        CancelUssdRequest.newBuilder().setLine(name).setSession(session).build();
    return audit.noted(
        user,
        "ussd-cancel",
        name,
        () -> {
          peers.cancelUssd(cancel);
          return "{}";
        });
  }
}
