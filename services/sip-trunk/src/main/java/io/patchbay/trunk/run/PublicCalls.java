package io.patchbay.trunk.run;

import io.patchbay.proto.call.v1.Call;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.Leg;
import io.patchbay.trunk.dialog.SipChannel;
import java.time.Instant;

/// A call as call.v1 shows it.
final class PublicCalls {
  private PublicCalls() {}

  static Call of(CallState call) {
    CallState.Times times = call.times();
    Call.Builder shown =
        Call.newBuilder()
            .setCallId(call.id())
            .setState(state(call))
            .setCallingNumber(call.origin().callingNumber())
            .setCalledNumber(call.origin().calledNumber())
            .setStartedAt(Records.timestamp(times.started()))
            .setEmergency(call.plan().decision().getEmergency())
            .setSite(call.plan().decision().getSite());
    Instant answered = times.answered();
    if (answered != null) {
      shown.setAnsweredAt(Records.timestamp(answered));
    }
    Instant ended = times.ended();
    if (ended != null) {
      shown
          .setEndedAt(Records.timestamp(ended))
          .setCause(call.end().outcome().cause())
          .setSipStatus(answered == null ? call.end().outcome().statusForCaller() : 0);
    }
    for (Leg leg : call.legs()) {
      shown.addLegs(
          io.patchbay.proto.call.v1.Leg.newBuilder()
              .setLegId(leg.id())
              .setKind(leg.party().kind().word())
              .setName(leg.party().name())
              .setNumber(leg.party().number())
              .setState(state(call, leg)));
    }
    return shown.build();
  }

  private static io.patchbay.proto.call.v1.CallState state(CallState call) {
    return switch (call.phase()) {
      case ROUTING, DIALLING, COLLECTING, CALLING_FIRST, HUNTING ->
          call.times().alerted() == null
              ? io.patchbay.proto.call.v1.CallState.CALL_STATE_SETUP
              : io.patchbay.proto.call.v1.CallState.CALL_STATE_ALERTING;
      case ACTIVE ->
          call.legs().stream().anyMatch(leg -> leg.live() && held(leg))
              ? io.patchbay.proto.call.v1.CallState.CALL_STATE_HELD
              : io.patchbay.proto.call.v1.CallState.CALL_STATE_ACTIVE;
      case ENDED -> io.patchbay.proto.call.v1.CallState.CALL_STATE_ENDED;
    };
  }

  private static io.patchbay.proto.call.v1.CallState state(CallState call, Leg leg) {
    if (!leg.live()) {
      return io.patchbay.proto.call.v1.CallState.CALL_STATE_ENDED;
    }
    if (leg.times().answered() != null) {
      return held(leg)
          ? io.patchbay.proto.call.v1.CallState.CALL_STATE_HELD
          : io.patchbay.proto.call.v1.CallState.CALL_STATE_ACTIVE;
    }
    return call.phase() == Phase.HUNTING && call.hunt().alerted() && !leg.inbound()
        ? io.patchbay.proto.call.v1.CallState.CALL_STATE_ALERTING
        : io.patchbay.proto.call.v1.CallState.CALL_STATE_SETUP;
  }

  private static boolean held(Leg leg) {
    return leg.channel() instanceof SipChannel sip
        && sip.media().remote() != null
        && sip.media().remote().held();
  }
}
