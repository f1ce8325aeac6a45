package io.patchbay.console.rest;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;

/// `/api/records`: the call records.
@Controller("/api/records")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecordsController {
  private final Peers peers;

  RecordsController(Peers peers) {
    this.peers = peers;
  }

  /// Newest first, as `cdr.v1.ListRecordsResponse`.
  @Get(produces = MediaType.APPLICATION_JSON)
  String list(
      @QueryValue(defaultValue = "") String since,
      @QueryValue(defaultValue = "") String until,
      @QueryValue(defaultValue = "") String line,
      @QueryValue(defaultValue = "") String number,
      @QueryValue(defaultValue = "0") int pageSize,
      @QueryValue(defaultValue = "") String pageToken) {
    return Json.of(peers.records(Queries.records(since, until, line, number, pageSize, pageToken)));
  }
}
