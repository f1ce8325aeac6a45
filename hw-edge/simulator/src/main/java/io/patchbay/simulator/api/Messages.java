package io.patchbay.simulator.api;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.sim.v1.CallState;
import io.patchbay.proto.sim.v1.LineState;
import io.patchbay.proto.sim.v1.SubscriberState;
import io.patchbay.simulator.network.Behaviour;
import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.network.NetworkCall;
import io.patchbay.simulator.network.Subscriber;
import io.patchbay.simulator.network.WorldEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/// The world's words in messages, and back.
final class Messages {
  private Messages() {}

  static io.patchbay.proto.sim.v1.WorldEvent event(WorldEvent event) {
    java.time.Instant at = event.at();
    return io.patchbay.proto.sim.v1.WorldEvent.newBuilder()
        .setSequence(event.sequence())
        .setAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
        .setSubject(event.subject())
        .setKind(event.kind().word())
        .setCall(event.call())
        .setPeer(event.peer())
        .setDetail(event.detail())
        .setCause(event.causeValue())
        .build();
  }

  static CallPlan plan(io.patchbay.proto.sim.v1.CallPlan plan) {
    return new CallPlan(
        plan.getSay().isEmpty() ? "silence" : plan.getSay(),
        plan.getRecord(),
        Duration.ofMillis(Integer.toUnsignedLong(plan.getHangupAfterMillis())),
        plan.getDtmf(),
        plan.getEchoDtmf());
  }

  /// @throws IllegalArgumentException unspecified or unknown
  static Behaviour.Mode mode(io.patchbay.proto.sim.v1.Behaviour behaviour) {
    return switch (behaviour) {
      case BEHAVIOUR_RING -> Behaviour.Mode.RING;
      case BEHAVIOUR_ANSWER -> Behaviour.Mode.ANSWER;
      case BEHAVIOUR_BUSY -> Behaviour.Mode.BUSY;
      case BEHAVIOUR_REJECT -> Behaviour.Mode.REJECT;
      case BEHAVIOUR_NO_ANSWER -> Behaviour.Mode.NO_ANSWER;
      case BEHAVIOUR_ABSENT -> Behaviour.Mode.ABSENT;
      case BEHAVIOUR_UNALLOCATED -> Behaviour.Mode.UNALLOCATED;
      case BEHAVIOUR_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("behaviour is missing or unknown");
    };
  }

  static LineState line(
      String name,
      String kind,
      String number,
      String state,
      Collection<String> faults,
      Map<String, String> ports) {
    return LineState.newBuilder()
        .setName(name)
        .setKind(kind)
        .setNumber(number)
        .setState(state)
        .addAllFaults(faults)
        .putAllPorts(ports)
        .build();
  }

  static SubscriberState subscriber(Subscriber subscriber) {
    return SubscriberState.newBuilder()
        .setNumber(subscriber.number())
        .setBehaviour(word(subscriber.behaviour().mode()))
        .setState(subscriber.current().map(call -> word(call.phase())).orElse("idle"))
        .build();
  }

  static CallState call(NetworkCall call) {
    return CallState.newBuilder()
        .setCall(call.id())
        .setCaller(call.caller().number())
        .setCalled(call.dialled())
        .setPhase(word(call.phase()))
        .build();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
