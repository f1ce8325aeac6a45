package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Role;
import io.patchbay.proto.call.v1.RecordRequest;
import io.patchbay.proto.call.v1.StopRecordingRequest;

/// `/api/calls/ID/recording`: begins and ends the recording of a live call.
@Controller("/api/calls")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecordingController {
  private final Peers peers;
  private final AuditTrail audit;

  RecordingController(Peers peers, AuditTrail audit) {
    this.peers = peers;
    this.audit = audit;
  }

  @Post(uri = "/{id}/recording", produces = MediaType.APPLICATION_JSON)
  String begin(HttpRequest<?> request, String id) {
    String user = Callers.name(request, Role.OPERATOR);
    var record = RecordRequest.newBuilder().setCallId(id).build();
    return audit.noted(user, "call-record", id, () -> Json.of(peers.record(record)));
  }

  @Delete(uri = "/{id}/recording", produces = MediaType.APPLICATION_JSON)
  String end(HttpRequest<?> request, String id) {
    String user = Callers.name(request, Role.OPERATOR);
    var stop = StopRecordingRequest.newBuilder().setCallId(id).build();
    return audit.noted(user, "call-record-stop", id, () -> Json.of(peers.stopRecording(stop)));
  }
}
