package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.sse.Event;
import io.patchbay.console.live.Board;
import io.patchbay.console.live.Change;
import io.patchbay.console.live.Subscribers;
import io.patchbay.console.users.Caller;
import io.patchbay.console.users.Sessions;
import io.patchbay.contract.Fault;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.reactivestreams.Publisher;

/// The changes of the board as server-sent events for programs: event name = type, data = JSON.
public final class Pushed implements AutoCloseable {
  private static final int WAITING = 1_000;
  private static final int MOST = 200;

  private final Subscribers<Event<String>> subscribers = new Subscribers<>(WAITING, MOST);
  private final Sessions sessions;

  public Pushed(Board board, Sessions sessions) {
    this.sessions = sessions;
    board.listen(this::publish);
  }

  Publisher<Event<String>> stream(HttpRequest<?> request) {
    if (subscribers.full()) {
      throw new Fault(Fault.Kind.NO_CAPACITY, MOST + " watchers are the most");
    }
    return subscribers.stream(
        () -> List.of(Event.of("").name("ping")), validity(Callers.of(request), sessions));
  }

  /// A stream lasts as long as the session it was opened with.
  public static BooleanSupplier validity(Caller caller, Sessions sessions) {
    return () -> caller.session().isEmpty() || sessions.valid(caller.session());
  }

  /// Keeps connections open and finds out which are not.
  public void ping() {
    subscribers.prune();
    subscribers.publish(Event.of("").name("ping"));
  }

  private void publish(Change change) {
    if (subscribers.size() > 0) {
      subscribers.publish(Event.of(Json.of(change.item())).name(change.type()));
    }
  }

  @Override
  public void close() {
    subscribers.close();
  }
}
