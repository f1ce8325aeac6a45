package io.patchbay.simulator.api;

import io.patchbay.proto.sim.v1.AnswerCallRequest;
import io.patchbay.proto.sim.v1.CallResponse;
import io.patchbay.proto.sim.v1.PlaceCallRequest;
import io.patchbay.simulator.network.NetworkCall;
import io.patchbay.simulator.network.Subscriber;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.world.World;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/// Subscribers' calls that may take a while. On the world's thread.
final class SubscriberScript {
  private static final int USUAL_PATIENCE_MILLIS = 120_000;
  private static final int MOST_PATIENCE_MILLIS = 3_600_000;

  private final World world;

  SubscriberScript(World world) {
    this.world = world;
  }

  CompletableFuture<CallResponse> place(PlaceCallRequest request) {
    Subscriber subscriber = world.subscriber(request.getSubscriber());
    NetworkCall call =
        subscriber.call(
            target(request.getTo()), Messages.plan(request.getPlan()), request.getWithheld());
    return request.getWait()
        ? untilOver(subscriber, call, patience(request.getTimeoutMillis()))
        : now(call);
  }

  /// What to dial to reach a line or number.
  ///
  /// @throws NoSuchElementException it looks like a line, but there is no such line
  String target(String to) {
    String number = world.numberOf(to);
    boolean line = to.matches("[a-z].*|[0-9]{1,2}");
    if (line && number.equals(to)) {
      throw new NoSuchElementException("line '" + to + "': there is none");
    }
    return number;
  }

  CompletableFuture<CallResponse> answer(AnswerCallRequest request) {
    Subscriber subscriber = world.subscriber(request.getSubscriber());
    boolean rings =
        subscriber.current().filter(call -> !call.caller().equals(subscriber)).isPresent();
    if (rings || !request.getWait()) {
      return now(subscriber.answer(Messages.plan(request.getPlan())));
    }
    CompletableFuture<CallResponse> result = new CompletableFuture<>();
    var _ =
        Expectation.of(
                world,
                event ->
                    event.kind() == WorldEvent.Kind.RINGING
                        && event.subject().equals(subscriber.number()),
                -1,
                patience(request.getTimeoutMillis()))
            .whenComplete((_, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              } else {
                world
                    .timeline()
                    .after(Duration.ofMillis(20), () -> answerNow(subscriber, request, result));
              }
            });
    return result;
  }

  private static void answerNow(
      Subscriber subscriber, AnswerCallRequest request, CompletableFuture<CallResponse> result) {
    try {
      NetworkCall call = subscriber.answer(Messages.plan(request.getPlan()));
      result.complete(response(call).build());
    } catch (IllegalStateException | IllegalArgumentException e) {
      result.completeExceptionally(e);
    }
  }

  private CompletableFuture<CallResponse> untilOver(
      Subscriber subscriber, NetworkCall call, Duration patience) {
    long start = lastSequence();
    return Expectation.of(
            world,
            event ->
                event.kind() == WorldEvent.Kind.RELEASED
                    && event.call() == call.id()
                    && event.subject().equals(subscriber.number()),
            -1,
            patience)
        .thenApply(released ->
            response(call)
                .setPhase(Messages.word(NetworkCall.Phase.RELEASED))
                .setCause(released.causeValue())
                .setAnswered(wasAnswered(subscriber, call, start))
                .build());
  }

  private boolean wasAnswered(Subscriber subscriber, NetworkCall call, long start) {
    return world.journal().since(start - 1).stream()
        .anyMatch(event ->
            event.kind() == WorldEvent.Kind.ANSWERED
                && event.call() == call.id()
                && event.subject().equals(subscriber.number()));
  }

  long lastSequence() {
    return world.journal().last();
  }

  static CompletableFuture<CallResponse> now(NetworkCall call) {
    return CompletableFuture.completedFuture(response(call).build());
  }

  private static CallResponse.Builder response(NetworkCall call) {
    return CallResponse.newBuilder()
        .setCall(call.id())
        .setPhase(Messages.word(call.phase()))
        .setAnswered(call.phase() == NetworkCall.Phase.ACTIVE);
  }

  static Duration patience(int millis) {
    int wanted = millis == 0 ? USUAL_PATIENCE_MILLIS : millis;
    if (wanted < 0 || wanted > MOST_PATIENCE_MILLIS) {
      throw new IllegalArgumentException(
          "timeout_millis " + Integer.toUnsignedString(millis) + ": at most an hour");
    }
    return Duration.ofMillis(wanted);
  }
}
