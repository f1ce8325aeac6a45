package io.patchbay.console.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.live.Section;
import io.patchbay.console.rest.Callers;
import io.patchbay.console.rest.Pushed;
import io.patchbay.console.users.Sessions;
import io.patchbay.contract.Fault;
import java.util.HashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/// `/`: the board, and `/live`, the stream that keeps it true.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class BoardController {
  private final Pages pages;
  private final BoardModel model;
  private final LiveSections live;
  private final Sessions sessions;

  BoardController(Pages pages, BoardModel model, LiveSections live, Sessions sessions) {
    this.pages = pages;
    this.model = model;
    this.live = live;
    this.sessions = sessions;
  }

  @Get(uri = "/", produces = MediaType.TEXT_HTML)
  HttpResponse<String> board(HttpRequest<?> request) {
    Map<String, Object> all = new HashMap<>();
    for (Section section : Section.values()) {
      all.putAll(model.of(section));
    }
    return pages.page("board", Callers.of(request), all);
  }

  @Get(uri = "/live", produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> live(HttpRequest<?> request) {
    if (live.full()) {
      throw new Fault(Fault.Kind.NO_CAPACITY, "too many browsers watch the board");
    }
    return live.stream(Pushed.validity(Callers.of(request), sessions));
  }
}
