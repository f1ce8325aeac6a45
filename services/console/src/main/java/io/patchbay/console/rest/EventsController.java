package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import org.reactivestreams.Publisher;

/// `/api/events`: everything that changes, from now on.
@Controller("/api/events")
final class EventsController {
  private final Pushed pushed;

  EventsController(Pushed pushed) {
    this.pushed = pushed;
  }

  @Get(produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> events(HttpRequest<?> request) {
    return pushed.stream(request);
  }
}
