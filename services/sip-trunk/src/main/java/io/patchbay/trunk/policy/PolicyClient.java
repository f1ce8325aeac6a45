package io.patchbay.trunk.policy;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.RenewResponse;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks dial-plan with a short deadline; when it is away, decides by the documents at hand and says
/// so.
///
/// After [#TRIP] failures in a row dial-plan is left alone for [#PAUSE], so that it costs nothing.
/// Thread-safe.
public final class PolicyClient {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyClient.class);

  static final long DEADLINE_MS = 200;
  private static final long RENEWAL_MS = 1_000;
  private static final int TRIP = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final PolicyGrpc.PolicyFutureStub stub;
  private final LimitsGrpc.LimitsFutureStub limits;
  private final Configuration configuration;
  private final LineStates lines;
  private final LongSupplier nanoTime;
  private final AtomicInteger failures = new AtomicInteger();
  private final Peer dialPlan;
  private final AtomicLong nextProbe = new AtomicLong();
  private final LongAdder local = new LongAdder();

  public PolicyClient(
      Peer dialPlan, Configuration configuration, LineStates lines, LongSupplier nanoTime) {
    stub = PolicyGrpc.newFutureStub(dialPlan.channel());
    limits = LimitsGrpc.newFutureStub(dialPlan.channel());
    this.configuration = configuration;
    this.lines = lines;
    this.nanoTime = nanoTime;
    this.dialPlan = dialPlan;
  }

  /// Decisions made here since the start.
  public long local() {
    return local.sum();
  }

  /// Decides one call.
  ///
  /// @param then on any thread; must not block
  public void route(RouteRequest request, Consumer<Decision> then) {
    if (!mayAsk()) {
      then.accept(decideHere(request));
      return;
    }
    Futures.addCallback(
        stub.withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS).route(request),
        new FutureCallback<Decision>() {
          @Override
          public void onSuccess(@Nullable Decision decision) {
            if (failures.getAndSet(0) >= TRIP) {
              LOG.info("dial-plan answers again");
            }
            then.accept(decision == null ? decideHere(request) : decision);
          }

          @Override
          public void onFailure(Throwable failure) {
            failed(failure);
            then.accept(decideHere(request));
          }
        },
        MoreExecutors.directExecutor());
  }

  /// Asks for more minutes, or a lease for another target.
  ///
  /// @param then what was granted, or why nothing was; on any thread; must not block
  public void renew(RenewRequest request, Consumer<RenewResponse> then) {
    Futures.addCallback(
        limits.withDeadlineAfter(RENEWAL_MS, TimeUnit.MILLISECONDS).renew(request),
        new FutureCallback<RenewResponse>() {
          @Override
          public void onSuccess(@Nullable RenewResponse response) {
            then.accept(response == null ? nothing("no answer") : response);
          }

          @Override
          public void onFailure(Throwable failure) {
            LOG.info("call {}: nothing granted: {}", request.getCallId(), failure.getMessage());
            then.accept(nothing("dial-plan does not answer"));
          }
        },
        MoreExecutors.directExecutor());
  }

  private static RenewResponse nothing(String reason) {
    return RenewResponse.newBuilder().setReason(reason).build();
  }

  /// While dial-plan is away one call in every [#PAUSE] asks whether it is back.
  private boolean mayAsk() {
    if (failures.get() < TRIP) {
      return true;
    }
    long now = nanoTime.getAsLong();
    long due = nextProbe.get();
    if (now - due < 0 || !nextProbe.compareAndSet(due, now + PAUSE.toNanos())) {
      return false;
    }
    dialPlan.channel().resetConnectBackoff();
    return true;
  }

  private void failed(Throwable failure) {
    if (failures.incrementAndGet() == TRIP) {
      nextProbe.set(nanoTime.getAsLong() + PAUSE.toNanos());
      LOG.warn("dial-plan does not answer, deciding here: {}", failure.getMessage());
    }
  }

  private Decision decideHere(RouteRequest request) {
    local.increment();
    return configuration.router().route(request, lines).toBuilder().setLocal(true).build();
  }
}
