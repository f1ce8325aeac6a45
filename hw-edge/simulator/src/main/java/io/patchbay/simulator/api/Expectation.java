package io.patchbay.simulator.api;

import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.world.World;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Waits for events. On the world's thread.
final class Expectation {
  private Expectation() {}

  /// Completes with the next event like this one; with a TimeoutException when none comes in time.
  ///
  /// @param after also kept events with a greater sequence; negative: none of them
  static CompletableFuture<WorldEvent> of(
      World world, Predicate<WorldEvent> wanted, long after, Duration patience) {
    CompletableFuture<WorldEvent> result = new CompletableFuture<>();
    if (after >= 0) {
      for (WorldEvent event : world.journal().since(after)) {
        if (wanted.test(event)) {
          result.complete(event);
          return result;
        }
      }
    }
    Consumer<WorldEvent> listener =
        event -> {
          if (wanted.test(event)) {
            result.complete(event);
          }
        };
    world.journal().listen(listener);
    var alarm =
        world
            .timeline()
            .after(
                patience,
                () ->
                    result.completeExceptionally(
                        new TimeoutException("nothing of it in " + patience.toMillis() + " ms")));
    var _ =
        result.whenComplete((_, _) -> {
          world.journal().ignore(listener);
          alarm.cancel();
        });
    return result;
  }
}
