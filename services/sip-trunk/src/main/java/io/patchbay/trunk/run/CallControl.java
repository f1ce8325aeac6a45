package io.patchbay.trunk.run;

import io.patchbay.contract.Fault;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.Endpoint;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.Recording;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.CallMachine;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.Plan;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What programs do with calls. Thread-safe.
public final class CallControl {
  private final CallTable calls;
  private final Effects effects;
  private final Planner planner;
  private final CallNews news;
  private final InstantSource clock;
  private final Supplier<String> callIds;

  CallControl(
      CallTable calls,
      Effects effects,
      Planner planner,
      CallNews news,
      InstantSource clock,
      Supplier<String> callIds) {
    this.calls = calls;
    this.effects = effects;
    this.planner = planner;
    this.news = news;
    this.clock = clock;
    this.callIds = callIds;
  }

  /// Calls `from`, then `to`. A request id that is a UUID names the call; repeated, it finds it.
  public Call originate(OriginateRequest request) {
    Optional<String> named =
        request.getRequestId().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
            ? Optional.of(request.getRequestId())
            : Optional.empty();
    Optional<Call> known = named.flatMap(calls::call).map(run -> news.shown(run.state()));
    if (known.isPresent()) {
      return known.get();
    }
    String number = number(request.getTo());
    String shown = request.getCallingNumber().isEmpty() ? number : request.getCallingNumber();
    Plan first = planner.direct(decision(request.getFrom(), shown, request.getRingTimeoutS()));
    Plan then =
        request.getTo().hasNumber()
            ? null
            : planner.direct(
                decision(request.getTo(), number(request.getFrom()), request.getRingTimeoutS()));
    return begin(named.orElseGet(callIds), number(request.getFrom()), number, first, then);
  }

  private Call begin(String id, String calling, String called, Plan first, @Nullable Plan then) {
    CallState.Origin origin =
        new CallState.Origin(new Party(Party.Kind.API, "api", ""), calling, "", called);
    CallMachine.Step step = CallMachine.originated(id, clock.instant(), origin, first, then);
    calls.begin(step, effects);
    return PublicCalls.of(step.state());
  }

  private static String number(Endpoint endpoint) {
    return switch (endpoint.getEndpointCase()) {
      case EXTENSION -> endpoint.getExtension();
      case LINE -> endpoint.getLine().getNumber();
      case TRUNK -> endpoint.getTrunk().getNumber();
      case NUMBER -> endpoint.getNumber();
      case ENDPOINT_NOT_SET ->
          throw new Fault(Fault.Kind.INVALID, "from and to name an endpoint each");
    };
  }

  private static Decision decision(Endpoint endpoint, String shown, int ringSeconds) {
    Target.Builder target = Target.newBuilder().setNumber(number(endpoint));
    switch (endpoint.getEndpointCase()) {
      case EXTENSION -> target.setExtension(endpoint.getExtension());
      case LINE -> target.setLine(endpoint.getLine().getLine());
      case TRUNK -> target.setTrunk(endpoint.getTrunk().getTrunk());
      case NUMBER ->
          throw new Fault(Fault.Kind.INVALID, "from names an extension, a line or a trunk");
      case ENDPOINT_NOT_SET -> {}
    }
    return Decision.newBuilder()
        .addTargets(target)
        .setCallingNumber(shown)
        .setRingTimeoutS(ringSeconds)
        .addTrace("asked for by a program")
        .build();
  }

  public Call hangUp(String callId, int cause) {
    CallRun run = find(callId);
    run.post(new CallEvent.HangUp(clock.instant(), cause == 0 ? 16 : cause));
    return PublicCalls.of(run.state());
  }

  public void sendDigits(String callId, String legId, String digits) {
    if (!digits.matches("[0-9A-D*#!]{1,64}")) {
      throw new Fault(Fault.Kind.INVALID, "digits '" + digits + "'");
    }
    CallRun run = find(callId);
    if (!legId.isEmpty() && run.state().leg(legId).isEmpty()) {
      throw new Fault(Fault.Kind.NOT_FOUND, "no leg " + legId + " in call " + callId);
    }
    run.post(new CallEvent.SendDigits(clock.instant(), legId, digits, effects.paths(run.state())));
  }

  /// Records an answered call where an account of the call consents; the answer comes from its
  /// edge.
  public CompletableFuture<Recording> record(String callId) {
    return effects.recording().record(find(callId).state());
  }

  public CompletableFuture<Recording> stopRecording(String callId) {
    return effects.recording().stop(find(callId).state());
  }

  public Call get(String callId) {
    return news.shown(find(callId).state());
  }

  /// Calls that have not ended.
  public List<Call> list() {
    return calls.all().stream()
        .map(CallRun::state)
        .filter(state -> state.phase() != CallState.Phase.ENDED)
        .map(news::shown)
        .toList();
  }

  /// A live call as an event, for those who begin to watch.
  public io.patchbay.proto.call.v1.CallEvent snapshot(Call call) {
    return io.patchbay.proto.call.v1.CallEvent.newBuilder()
        .setEventId("snapshot-" + call.getCallId())
        .setAt(Records.timestamp(clock.instant()))
        .setType(io.patchbay.proto.call.v1.CallEvent.Type.TYPE_SNAPSHOT)
        .setCall(call)
        .build();
  }

  private CallRun find(String callId) {
    return calls
        .call(callId)
        .orElseThrow(() -> new Fault(Fault.Kind.NOT_FOUND, "no call " + callId));
  }
}
