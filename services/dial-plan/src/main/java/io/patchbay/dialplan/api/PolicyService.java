package io.patchbay.dialplan.api;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.serve.Answers;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.dialplan.limit.Leases;
import io.patchbay.dialplan.limit.MessageLeases;
import io.patchbay.dialplan.portability.Portability;
import io.patchbay.proto.config.v1.PortabilitySpec;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.limit.v1.ReplayState;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.CheckEmergencyRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.ReplayCall;
import io.patchbay.proto.policy.v1.ReplayRequest;
import io.patchbay.proto.policy.v1.ReplayResponse;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the questions of `policy.v1` from memory. Thread-safe.
public final class PolicyService extends PolicyGrpc.PolicyImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyService.class);
  private static final int MAX_TEXT = 256;

  /// SIP status and Q.850 cause of a setting that is not kept.
  private static final int UNAVAILABLE = 503;

  private static final int TEMPORARY_FAILURE = 41;

  /// Targets a call is told of at once: nobody waits until more have been tried.
  static final int MAX_TARGETS = 32;

  /// Of one replay.
  private static final int MAX_CALLS = 1000;

  private static final long MAX_RANG_MS = 86_400_000;
  private static final long MAX_TALKED_S = 30 * 86_400;

  private final Decisions decisions;
  private final Leases leases;
  private final MessageLeases messages;
  private final Function<PhoneSetting, CompletableFuture<Boolean>> keep;
  private final Portability portability;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Consumer<Duration> answered;

  /// @param keep writes down what somebody sets on a phone, and says whether that was done
  /// @param nanoTime monotonic, nanoseconds
  /// @param answered told how long each route took, without the ledger of limits
  public PolicyService(
      Decisions decisions,
      Leases leases,
      MessageLeases messages,
      Function<PhoneSetting, CompletableFuture<Boolean>> keep,
      Portability portability,
      InstantSource clock,
      LongSupplier nanoTime,
      Consumer<Duration> answered) {
    this.decisions = decisions;
    this.leases = leases;
    this.messages = messages;
    this.keep = keep;
    this.portability = portability;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.answered = answered;
  }

  @Override
  public void route(RouteRequest request, StreamObserver<Decision> observer) {
    long began = nanoTime.getAsLong();
    var _ =
        operated(request)
            .thenAccept(known -> decide(known, began, observer))
            .exceptionally(failed -> fail(failed, observer));
  }

  private void decide(RouteRequest request, long began, StreamObserver<Decision> observer) {
    Decision decision;
    try {
      decision = decisions.route(checked(request), clock.instant());
    } catch (Fault e) {
      observer.onError(FaultStatus.toStatus(e));
      return;
    }
    LimitsService.answer(
        observer,
        kept(decision)
            .thenCompose(known -> leases.reserve(request, known))
            .thenApply(PolicyService::bounded));
    answered.accept(Duration.ofNanos(nanoTime.getAsLong() - began));
  }

  /// Every way that is left for a call for help, the first few for others.
  private static Decision bounded(Decision decision) {
    return decision.getEmergency() || decision.getTargetsCount() <= MAX_TARGETS
        ? decision
        : decision.toBuilder()
            .clearTargets()
            .addAllTargets(decision.getTargetsList().subList(0, MAX_TARGETS))
            .build();
  }

  /// What a feature code sets is kept before its caller hears so.
  private CompletableFuture<Decision> kept(Decision decision) {
    PhoneSetting setting = decision.getSetting();
    return decision.hasSetting()
        ? keep.apply(setting).thenApply(done -> done ? set(decision, setting) : unkept(decision))
        : CompletableFuture.completedFuture(decision);
  }

  private Decision set(Decision decision, PhoneSetting setting) {
    decisions.set(setting);
    return decision;
  }

  private static Decision unkept(Decision decision) {
    return decision.toBuilder()
        .clearCollect()
        .clearSetting()
        .setSipStatus(UNAVAILABLE)
        .setCause(TEMPORARY_FAILURE)
        .setReason("not kept, since Kafka does not answer: " + decision.getReason())
        .build();
  }

  /// With the operator of the called number, when a portability service is asked for it. On the
  /// caller's thread unless it has to be waited for.
  private CompletableFuture<RouteRequest> operated(RouteRequest request) {
    PortabilitySpec service = decisions.documents().settings().getPortability();
    Optional<String> number =
        service.getUrl().isEmpty() || request.getCalledNumber().length() > MAX_TEXT
            ? Optional.empty()
            : decisions.publicNumber(request, clock.instant());
    return number
        .map(e164 ->
            portability
                .operator(service, e164)
                .thenApply(operator -> request.toBuilder().setCalledOperator(operator).build()))
        .orElseGet(() -> CompletableFuture.completedFuture(request));
  }

  @Override
  public void explain(RouteRequest request, StreamObserver<Decision> observer) {
    var _ =
        operated(request)
            .thenAccept(known ->
                Answers.answer(
                    observer,
                    () ->
                        leases.explain(known, decisions.explain(checked(known), clock.instant()))))
            .exceptionally(failed -> fail(failed, observer));
  }

  /// A fault of ours, told to the log and the caller: nobody waits for an answer that never comes.
  private static @Nullable Void fail(Throwable failed, StreamObserver<?> observer) {
    LOG.error("a question was not answered", failed);
    observer.onError(Status.INTERNAL.withDescription("dial-plan failed").asRuntimeException());
    return null;
  }

  @Override
  public void authorizeSms(AuthorizeSmsRequest request, StreamObserver<SmsDecision> observer) {
    Answers.answer(
        observer,
        () -> {
          origin(request.getOriginKind());
          bounded("recipient", request.getRecipient());
          return messages.left(request, decisions.authorizeSms(request, clock.instant()));
        });
  }

  @Override
  public void replay(ReplayRequest request, StreamObserver<ReplayResponse> observer) {
    Answers.answer(
        observer,
        () -> {
          if (request.getCallsCount() > MAX_CALLS) {
            throw new Fault(
                Fault.Kind.INVALID,
                "calls: " + request.getCallsCount() + " are too many, at most " + MAX_CALLS);
          }
          request.getCallsList().forEach(PolicyService::checked);
          try {
            return decisions.replay(
                request.getChangedList(),
                request.getCallsList(),
                ReplayState.parseFrom(request.getState()));
          } catch (DocumentException e) {
            throw e.toFault();
          } catch (InvalidProtocolBufferException e) {
            throw new Fault(Fault.Kind.INVALID, "state: not what was answered before", e);
          }
        });
  }

  private static void checked(ReplayCall call) {
    checked(call.getCall());
    if (Long.compareUnsigned(call.getRangMs(), MAX_RANG_MS) > 0) {
      throw new Fault(
          Fault.Kind.INVALID,
          "rang_ms: " + Long.toUnsignedString(call.getRangMs()) + " is more than a day");
    }
    if (Long.compareUnsigned(call.getTalkedS(), MAX_TALKED_S) > 0) {
      throw new Fault(
          Fault.Kind.INVALID,
          "talked_s: " + Long.toUnsignedString(call.getTalkedS()) + " is more than 30 days");
    }
  }

  @Override
  public void checkEmergency(
      CheckEmergencyRequest request, StreamObserver<EmergencyReport> observer) {
    Answers.answer(observer, () -> decisions.checkEmergency(clock.instant()));
  }

  private static RouteRequest checked(RouteRequest request) {
    origin(request.getOriginKind());
    bounded("called_number", request.getCalledNumber());
    bounded("calling_number", request.getCallingNumber());
    bounded("origin", request.getOrigin());
    bounded("call_id", request.getCallId());
    return request;
  }

  private static void origin(OriginKind kind) {
    if (kind == OriginKind.ORIGIN_KIND_UNSPECIFIED || kind == OriginKind.UNRECOGNIZED) {
      throw new Fault(Fault.Kind.INVALID, "origin_kind: missing");
    }
  }

  private static void bounded(String field, String value) {
    if (value.length() > MAX_TEXT) {
      throw new Fault(
          Fault.Kind.INVALID, field + ": " + value.length() + " characters are too many");
    }
  }
}
