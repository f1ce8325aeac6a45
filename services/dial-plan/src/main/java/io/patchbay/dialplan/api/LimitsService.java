package io.patchbay.dialplan.api;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.dialplan.limit.Leases;
import io.patchbay.proto.limit.v1.CorrectRequest;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.ListBalancesRequest;
import io.patchbay.proto.limit.v1.ListBalancesResponse;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.RenewResponse;
import io.patchbay.proto.limit.v1.ReserveRequest;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.limit.Answer;
import java.util.concurrent.CompletableFuture;

/// Answers the questions of `limit.v1`. Thread-safe.
public final class LimitsService extends LimitsGrpc.LimitsImplBase {
  private static final int MAX_TEXT = 256;

  private final Leases leases;

  public LimitsService(Leases leases) {
    this.leases = leases;
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<RenewResponse> observer) {
    answer(observer, leases.renew(request));
  }

  @Override
  public void reserve(ReserveRequest request, StreamObserver<Decision> observer) {
    RouteRequest call =
        RouteRequest.newBuilder()
            .setCallId(request.getCallId())
            .setOriginKind(request.getOrigin().getKind())
            .setOrigin(request.getOrigin().getName())
            .build();
    answer(
        observer,
        leases.reserve(
            call, Decision.newBuilder().addAllTargets(request.getTargetsList()).build()));
  }

  @Override
  public void listBalances(
      ListBalancesRequest request, StreamObserver<ListBalancesResponse> observer) {
    answer(observer, CompletableFuture.completedFuture(balances()));
  }

  @Override
  public void reset(ResetRequest request, StreamObserver<ListBalancesResponse> observer) {
    answer(
        observer,
        leases.reset(request.getQuota()).thenApply(answer -> after(answer, request.getQuota())));
  }

  @Override
  public void correct(CorrectRequest request, StreamObserver<ListBalancesResponse> observer) {
    answer(
        observer, leases.correct(request).thenApply(answer -> after(answer, request.getQuota())));
  }

  private ListBalancesResponse after(Answer answer, String quota) {
    boolean known =
        leases.balances().stream().anyMatch(balance -> balance.getQuota().equals(quota));
    if (!known) {
      String named = quota.length() > MAX_TEXT ? quota.substring(0, MAX_TEXT) : quota;
      throw new Fault(Fault.Kind.NOT_FOUND, "no limit `" + named + "`");
    }
    if (answer instanceof Answer.Refused(String reason)) {
      throw new Fault(Fault.Kind.UNAVAILABLE, reason);
    }
    return balances();
  }

  private ListBalancesResponse balances() {
    return ListBalancesResponse.newBuilder().addAllBalances(leases.balances()).build();
  }

  static <T> void answer(StreamObserver<T> observer, CompletableFuture<T> future) {
    var _ =
        future.whenComplete((answer, failure) -> {
          if (failure != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            observer.onError(FaultStatus.toStatus(cause));
          } else {
            observer.onNext(answer);
            observer.onCompleted();
          }
        });
  }
}
