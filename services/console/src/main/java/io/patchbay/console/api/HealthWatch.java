package io.patchbay.console.api;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Asks every replica how it is, every two seconds. Runs on a thread of its own until interrupted.
public final class HealthWatch implements Runnable {
  private static final int PERIOD_MS = 2_000;
  private static final int DEADLINE_MS = 1_000;

  private final Backends backends;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile List<ServiceHealth> latest = List.of();

  public HealthWatch(Backends backends, InstantSource clock) {
    this.backends = backends;
    this.clock = clock;
  }

  /// Told when a replica came or went; must not block.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// The last answers; empty before the first round.
  public List<ServiceHealth> latest() {
    return latest;
  }

  /// Does a replica of the trunk answer? True before the first round: nothing speaks against it.
  public boolean trunkUp() {
    List<ServiceHealth> now = latest;
    return now.isEmpty()
        || now.stream()
            .anyMatch(each -> each.service().equals(backends.trunk().name()) && each.up());
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        List<ServiceHealth> next = round();
        boolean differs = !states(next).equals(states(latest));
        latest = next;
        if (differs) {
          listeners.forEach(Runnable::run);
        }
        TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Boolean> states(List<ServiceHealth> health) {
    return health.stream().map(ServiceHealth::up).toList();
  }

  private List<ServiceHealth> round() {
    List<ServiceHealth> all = new ArrayList<>();
    for (Backend backend : backends.all()) {
      backend.retryNow();
      for (int i = 0; i < backend.channels().size(); i++) {
        all.add(ask(backend, backend.addresses().get(i), backend.channels().get(i)));
      }
    }
    return List.copyOf(all);
  }

  private ServiceHealth ask(Backend backend, String address, ManagedChannel channel) {
    try {
      ServingStatus status =
          HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus();
      boolean up = status == ServingStatus.SERVING;
      return new ServiceHealth(
          backend.name(), address, up, up ? "" : "says " + status, clock.instant());
    } catch (StatusRuntimeException e) {
      boolean answers = e.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
      return new ServiceHealth(
          backend.name(), address, answers, answers ? "" : reason(e.getStatus()), clock.instant());
    }
  }

  private static String reason(Status status) {
    return Backend.nothingSent(status) ? "not reachable" : status.getCode().name();
  }
}
