package io.patchbay.trunk.policy;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineStates;
import io.patchbay.trunk.config.Configuration;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Asks dial-plan with a short deadline; when it is away, decides by the documents at hand and says
/// so.
///
/// After [#TRIP] failures in a row dial-plan is left alone for [#PAUSE], so that it costs nothing.
/// Thread-safe.
public final class PolicyClient {
  static final long DEADLINE_MS = 200;
  private static final int TRIP = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final PolicyGrpc.PolicyFutureStub stub;
  private final Configuration configuration;
  private final LineStates lines;
  private final LongSupplier nanoTime;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong closedUntil;
  private final LongAdder local = new LongAdder();

  public PolicyClient(
      Peer dialPlan, Configuration configuration, LineStates lines, LongSupplier nanoTime) {
    stub = PolicyGrpc.newFutureStub(dialPlan.channel());
    this.configuration = configuration;
    this.lines = lines;
    this.nanoTime = nanoTime;
    closedUntil = new AtomicLong(nanoTime.getAsLong());
  }

  /// Decisions made here since the start.
  public long local() {
    return local.sum();
  }

  /// Decides one call.
  ///
  /// @param then on any thread; must not block
  public void route(RouteRequest request, Consumer<Decision> then) {
    if (nanoTime.getAsLong() - closedUntil.get() < 0) {
      then.accept(decideHere(request));
      return;
    }
    Futures.addCallback(
        stub.withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS).route(request),
        new FutureCallback<Decision>() {
          @Override
          public void onSuccess(@Nullable Decision decision) {
            failures.set(0);
            then.accept(decision == null ? decideHere(request) : decision);
          }

          @Override
          public void onFailure(Throwable failure) {
            if (failures.incrementAndGet() >= TRIP) {
              closedUntil.set(nanoTime.getAsLong() + PAUSE.toNanos());
            }
            then.accept(decideHere(request));
          }
        },
        MoreExecutors.directExecutor());
  }

  private Decision decideHere(RouteRequest request) {
    local.increment();
    return configuration.router().route(request, lines).toBuilder().setLocal(true).build();
  }
}
