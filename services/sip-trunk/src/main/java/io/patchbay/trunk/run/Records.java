package io.patchbay.trunk.run;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Leg;
import io.patchbay.trunk.dialog.PeerCauses;
import io.patchbay.trunk.dialog.SipChannel;
import io.patchbay.trunk.sdp.RemoteMedia;
import java.time.Instant;

/// Writes the record of a call that is over.
final class Records {
  private Records() {}

  static CallRecord of(CallState call) {
    CallState.Origin origin = call.origin();
    CallState.Times times = call.times();
    Instant ended = times.ended() == null ? times.started() : times.ended();
    CallRecord.Builder record =
        CallRecord.newBuilder()
            .setCallId(call.id())
            .setOriginKind(origin.party().kind().word())
            .setOrigin(origin.party().name())
            .setCallingNumber(origin.callingNumber())
            .setCalledNumber(origin.calledNumber())
            .setDialledNumber(dialled(call))
            .setStartedAt(timestamp(times.started()))
            .setEndedAt(timestamp(ended))
            .setCause(call.end().outcome().cause())
            .setSipStatus(times.answered() == null ? sipStatus(call) : 0)
            .setReleasedBy(call.end().by())
            .addAllTrace(call.plan().decision().getTraceList())
            .addAllTrace(call.stage().words())
            .setPin(call.stage().told().getWrongPin())
            .setWrongPins(call.stage().told().getWrongPins())
            .setEmergency(call.plan().decision().getEmergency())
            .setSite(call.plan().decision().getSite())
            .setZone(call.plan().decision().getZone())
            .setEmergencyCallBack(call.plan().decision().getEmergencyCallBack())
            .setEmergencyTest(call.plan().decision().getEmergencyTest())
            .setDecidedLocally(call.plan().decision().getLocal())
            .setEdge(call.edge());
    Instant alerted = times.alerted();
    if (alerted != null) {
      record.setAlertedAt(timestamp(alerted));
    }
    Instant answered = times.answered();
    if (answered != null) {
      record.setAnsweredAt(timestamp(answered));
    }
    call.legs().forEach(leg -> record.addLegs(leg(leg, ended)));
    return record.build();
  }

  private static int sipStatus(CallState call) {
    boolean sip = call.legs().stream().anyMatch(leg -> leg.channel() instanceof SipChannel);
    int own = call.end().outcome().sipStatus();
    Leg caller = call.caller().orElse(null);
    if (caller != null && caller.channel() instanceof SipChannel waiting && own != 487) {
      return PeerCauses.status(waiting, call.end().outcome());
    }
    return own > 0 || !sip ? own : call.end().outcome().statusForCaller();
  }

  private static String dialled(CallState call) {
    Leg callee = call.leg(call.callee()).orElse(null);
    for (Leg leg : call.legs()) {
      if (!leg.inbound() && (callee == null || leg.id().equals(callee.id()))) {
        callee = leg;
      }
    }
    return callee == null ? "" : callee.party().number();
  }

  private static LegRecord leg(Leg leg, Instant callEnded) {
    Instant ended = leg.times().ended();
    LegRecord.Builder record =
        LegRecord.newBuilder()
            .setLegId(leg.id())
            .setKind(leg.party().kind().word())
            .setName(leg.party().name())
            .setNumber(leg.party().number())
            .setDirection(leg.inbound() ? "inbound" : "outbound")
            .setStartedAt(timestamp(leg.times().started()))
            .setEndedAt(timestamp(ended == null ? callEnded : ended))
            .setCause(leg.outcome().cause())
            .setSipStatus(leg.times().answered() == null ? leg.outcome().sipStatus() : 0);
    Instant answered = leg.times().answered();
    if (answered != null) {
      record.setAnsweredAt(timestamp(answered));
    }
    if (leg.channel() instanceof SipChannel sip) {
      RemoteMedia remote = sip.media().remote();
      record
          .setSipCallId(sip.dialog().callId())
          .setCodec(remote == null ? "" : remote.codec().name());
    }
    return record.build();
  }

  static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
