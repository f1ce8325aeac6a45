package io.patchbay.console.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;
import io.patchbay.console.rest.Callers;
import io.patchbay.console.rest.Queries;
import io.patchbay.contract.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `/messages` and `/records`: what the ledger and the analytics hold, filtered and page by page.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ListsController {
  private static final int PAGE = 50;

  private final Pages pages;
  private final Peers peers;
  private final BoardModel board;

  ListsController(Pages pages, Peers peers, BoardModel board) {
    this.pages = pages;
    this.peers = peers;
    this.board = board;
  }

  @Get(uri = "/messages", produces = MediaType.TEXT_HTML)
  HttpResponse<String> messages(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String line,
      @QueryValue(defaultValue = "") String peer,
      @QueryValue(defaultValue = "") String direction,
      @QueryValue(defaultValue = "") String after) {
    Map<String, Object> model =
        filter(Map.of("line", line, "peer", peer, "direction", direction, "after", after));
    try {
      var answer = peers.messages(Queries.messages(line, peer, direction, PAGE, after));
      model.put("messages", answer.getMessagesList().stream().map(MessageRow::of).toList());
      model.put("next", answer.getNextPageToken());
    } catch (Fault e) {
      model.put("messages", List.of());
      model.put("problem", String.valueOf(e.getMessage()));
    }
    return pages.page("messages", Callers.of(request), model);
  }

  @Get(uri = "/records", produces = MediaType.TEXT_HTML)
  HttpResponse<String> records(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String since,
      @QueryValue(defaultValue = "") String until,
      @QueryValue(defaultValue = "") String line,
      @QueryValue(defaultValue = "") String number,
      @QueryValue(defaultValue = "") String after) {
    Map<String, Object> model =
        filter(
            Map.of("since", since, "until", until, "line", line, "number", number, "after", after));
    try {
      var answer = peers.records(Queries.records(since, until, line, number, PAGE, after));
      model.put("records", answer.getRecordsList().stream().map(RecordRow::of).toList());
      model.put("next", answer.getNextPageToken());
    } catch (Fault e) {
      model.put("records", List.of());
      model.put("problem", String.valueOf(e.getMessage()));
    }
    return pages.page("records", Callers.of(request), model);
  }

  private Map<String, Object> filter(Map<String, String> given) {
    Map<String, Object> model = new HashMap<>();
    model.put("filter", given);
    model.put("lines", board.lines());
    model.put("next", "");
    model.put("problem", "");
    return model;
  }
}
