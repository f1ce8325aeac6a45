package io.patchbay.dialplan.api;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.dialplan.limit.Leases;
import io.patchbay.dialplan.limit.Policing;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.dialplan.limit.MessageLeases;
import io.patchbay.proto.limit.v1.CorrectRequest;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.ListBalancesRequest;
import io.patchbay.proto.limit.v1.ListBalancesResponse;
import io.patchbay.proto.limit.v1.ListPolicyStatesRequest;
import io.patchbay.proto.limit.v1.ListPolicyStatesResponse;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.RenewResponse;
import io.patchbay.proto.limit.v1.ReserveMessageRequest;
import io.patchbay.proto.limit.v1.ReserveMessageResponse;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.limit.v1.RestoreRequest;
import io.patchbay.proto.limit.v1.SettleMessageRequest;
import io.patchbay.proto.limit.v1.SettleMessageResponse;
import io.patchbay.routing.limit.Answer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Answers the questions of `limit.v1`. Thread-safe.
public final class LimitsService extends LimitsGrpc.LimitsImplBase {
  private static final int MAX_TEXT = 256;

  /// Of one restoration.
  private static final int MAX_SUBJECTS = 1_000;

  /// Of a long message – TS 23.040 §9.2.3.24.1.
  private static final int MAX_PARTS = 255;

  private final Leases leases;
  private final MessageLeases messages;
  private final Policing policing;

  public LimitsService(Leases leases, MessageLeases messages, Policing policing) {
    this.leases = leases;
    this.messages = messages;
    this.policing = policing;
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<RenewResponse> observer) {
    answer(
        observer,
        () -> {
          bounded("lease", request.getLease());
          bounded("call_id", request.getCallId());
          bounded("target", request.getTarget());
          bounded("origin", request.getOrigin().getName());
          return leases.renew(request);
        });
  }

  @Override
  public void listBalances(
      ListBalancesRequest request, StreamObserver<ListBalancesResponse> observer) {
    answer(observer, () -> CompletableFuture.completedFuture(balances()));
  }

  @Override
  public void reset(ResetRequest request, StreamObserver<ListBalancesResponse> observer) {
    answer(
        observer,
        () -> {
          known(request.getQuota());
          return leases.reset(request).thenApply(this::after);
        });
  }

  @Override
  public void correct(CorrectRequest request, StreamObserver<ListBalancesResponse> observer) {
    answer(
        observer,
        () -> {
          known(request.getQuota());
          return leases.correct(request).thenApply(this::after);
        });
  }

  @Override
  public void listPolicyStates(
      ListPolicyStatesRequest request, StreamObserver<ListPolicyStatesResponse> observer) {
    answer(observer, () -> CompletableFuture.completedFuture(states()));
  }

  @Override
  public void restore(RestoreRequest request, StreamObserver<ListPolicyStatesResponse> observer) {
    answer(
        observer,
        () -> {
          policed(request.getSubjectsList());
          return policing.restore(request.getSubjectsList()).thenApply(this::restored);
        });
  }

  private void policed(List<String> subjects) {
    if (subjects.isEmpty() || subjects.size() > MAX_SUBJECTS) {
      throw new Fault(
          Fault.Kind.INVALID, "subjects: " + subjects.size() + ", but 1 to " + MAX_SUBJECTS);
    }
    Set<String> known =
        policing.states().stream()
            .map(PolicyStateRecord::getSubject)
            .collect(Collectors.toUnmodifiableSet());
    for (String subject : subjects) {
      bounded("subjects", subject);
      if (!known.contains(subject)) {
        throw new Fault(Fault.Kind.NOT_FOUND, "no policy has changed `" + subject + "`");
      }
    }
  }

  private ListPolicyStatesResponse restored(Answer answer) {
    if (answer instanceof Answer.Refused(String reason)) {
      throw new Fault(Fault.Kind.UNAVAILABLE, reason);
    }
    return states();
  }

  private ListPolicyStatesResponse states() {
    return ListPolicyStatesResponse.newBuilder().addAllStates(policing.states()).build();
  }


  @Override
  public void reserveMessage(
      ReserveMessageRequest request, StreamObserver<ReserveMessageResponse> observer) {
    answer(
        observer,
        () -> {
          bounded("lease", request.getLease());
          bounded("origin", request.getOrigin().getName());
          bounded("line", request.getLine());
          if (request.getParts() < 1 || request.getParts() > MAX_PARTS) {
            throw new Fault(
                Fault.Kind.INVALID,
                "parts: 1 to "
                    + MAX_PARTS
                    + " expected, not "
                    + Integer.toUnsignedString(request.getParts()));
          }
          return messages
              .reserve(request)
              .thenApply(_ -> ReserveMessageResponse.getDefaultInstance());
        });
  }

  @Override
  public void settleMessage(
      SettleMessageRequest request, StreamObserver<SettleMessageResponse> observer) {
    answer(
        observer,
        () -> {
          bounded("lease", request.getLease());
          messages.settle(request);
          return CompletableFuture.completedFuture(SettleMessageResponse.getDefaultInstance());
        });
  }

  private void known(String quota) {
    bounded("quota", quota);
    if (leases.balances().stream().noneMatch(balance -> balance.getQuota().equals(quota))) {
      throw new Fault(Fault.Kind.NOT_FOUND, "no limit `" + quota + "`");
    }
  }

  private ListBalancesResponse after(Answer answer) {
    if (answer instanceof Answer.Refused(String reason)) {
      throw new Fault(Fault.Kind.UNAVAILABLE, reason);
    }
    return balances();
  }

  private static void bounded(String field, String value) {
    if (value.length() > MAX_TEXT) {
      throw new Fault(
          Fault.Kind.INVALID, field + ": " + value.length() + " characters are too many");
    }
  }

  private ListBalancesResponse balances() {
    return ListBalancesResponse.newBuilder().addAllBalances(leases.balances()).build();
  }

  private static <T> void answer(
      StreamObserver<T> observer, Supplier<CompletableFuture<T>> question) {
    CompletableFuture<T> future;
    try {
      future = question.get();
    } catch (Fault e) {
      observer.onError(FaultStatus.toStatus(e));
      return;
    }
    answer(observer, future);
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
