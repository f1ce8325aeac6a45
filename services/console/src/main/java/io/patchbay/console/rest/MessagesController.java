package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.proto.sms.v1.SendMessageRequest;

/// `/api/messages`: the ledger of short messages, and sending one.
@Controller("/api/messages")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MessagesController {
  private final Peers peers;
  private final AuditTrail audit;

  MessagesController(Peers peers, AuditTrail audit) {
    this.peers = peers;
    this.audit = audit;
  }

  /// Newest first, as `sms.v1.ListMessagesResponse`.
  ///
  /// @param direction `inbound`, `outbound` or empty
  @Get(produces = MediaType.APPLICATION_JSON)
  String list(
      @QueryValue(defaultValue = "") String line,
      @QueryValue(defaultValue = "") String peer,
      @QueryValue(defaultValue = "") String direction,
      @QueryValue(defaultValue = "0") int pageSize,
      @QueryValue(defaultValue = "") String pageToken) {
    return Json.of(peers.messages(Queries.messages(line, peer, direction, pageSize, pageToken)));
  }

  /// The body is `sms.v1.SendMessageRequest`; `origin` is ours to say.
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  String send(HttpRequest<?> request, @Body String body) {
    String user = Callers.name(request, Role.OPERATOR);
    SendMessageRequest.Builder message = SendMessageRequest.newBuilder();
    Json.into(body, message);
    if (message.getTo().isBlank()) {
      throw new Fault(Fault.Kind.INVALID, "body: to is needed");
    }
    SendMessageRequest complete = message.setOrigin("console/" + user).build();
    // the text of a message is nobody's business in an audit trail
    return audit.noted(user, "message-send", complete.getTo(), () -> Json.of(peers.send(complete)));
  }
}
