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

/// `/explain`: what would become of a call, step by step.
@Controller("/explain")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExplainPages {
  private final Pages pages;
  private final Peers peers;
  private final BoardModel board;

  ExplainPages(Pages pages, Peers peers, BoardModel board) {
    this.pages = pages;
    this.peers = peers;
    this.board = board;
  }

  /// @param at date and time in UTC, or RFC 3339; empty: now
  @Get(produces = MediaType.TEXT_HTML)
  HttpResponse<String> explain(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String from,
      @QueryValue(defaultValue = "") String calling,
      @QueryValue(defaultValue = "") String called,
      @QueryValue(defaultValue = "") String at) {
    Map<String, Object> model = new HashMap<>();
    model.put("asked", Map.of("from", from, "calling", calling, "called", called, "at", at));
    model.put("callers", board.callers());
    model.put("problem", "");
    model.put("answers", List.of());
    if (!from.isBlank()) {
      try {
        model.put(
            "answers",
            List.of(Explanation.of(peers.explain(Queries.route(from, calling, called, at)))));
      } catch (Fault e) {
        model.put("problem", String.valueOf(e.getMessage()));
      }
    }
    return pages.page("explain", Callers.of(request), model);
  }
}
