package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.policy.v1.Announce;
import io.patchbay.proto.policy.v1.Target;
import java.time.Instant;
import java.util.Iterator;

/// A call the edge decides itself: line A called, line B is called. For the mailbox thread.
final class LocalCall {
  private final String id;
  private final LegRecord.Builder a;
  private final Iterator<Target> targets;
  private final CallRecord.Builder record;
  private LegRecord.Builder b = LegRecord.newBuilder();
  private int tries;
  private final boolean emergency;
  private final boolean callBack;
  private final Announce announce;
  private boolean alerted;
  private boolean answered;
  private boolean over;

  LocalCall(String id, LegRecord a, String called, LocalPlan plan, Instant at) {
    this.id = requireNonNull(id, "id");
    this.a = a.toBuilder().setKind("line").setDirection("inbound").setStartedAt(stamp(at));
    this.targets = plan.targets().iterator();
    this.emergency = plan.decision().getEmergency();
    this.announce = plan.decision().getAnnounce();
    this.callBack = plan.decision().getEmergencyCallBack();
    this.record =
        CallRecord.newBuilder()
            .setCallId(id)
            .setOriginKind("line")
            .setOrigin(a.getName())
            .setCallingNumber(a.getNumber())
            .setCalledNumber(called)
            .setStartedAt(stamp(at))
            .addAllTrace(plan.decision().getTraceList())
            .addTrace(plan.trace())
            .setEmergency(emergency)
            .setSite(plan.decision().getSite())
            .setZone(plan.decision().getZone())
            .setEmergencyCallBack(callBack)
            .setEmergencyTest(plan.decision().getEmergencyTest())
            .setDecidedLocally(true)
            .setEdgeAlone(true);
  }

  static Timestamp stamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  String id() {
    return id;
  }

  String callingNumber() {
    return a.getNumber();
  }

  String legA() {
    return a.getLegId();
  }

  String legB() {
    return b.getLegId();
  }

  boolean hasNext() {
    return targets.hasNext();
  }

  /// The next line to try, as leg B.
  Target next(Instant at) {
    var target = targets.next();
    alerted = false;
    b =
        LegRecord.newBuilder()
            .setLegId(id + "-" + (char) ('b' + Math.min(tries++, 24)))
            .setKind("line")
            .setName(target.getLine())
            .setNumber(target.getNumber())
            .setDirection("outbound")
            .setStartedAt(stamp(at));
    record.setDialledNumber(target.getNumber());
    return target;
  }

  /// Is it an emergency call?
  boolean emergency() {
    return emergency;
  }

  /// Is it one, or back to who made one? Then every place is tried.
  boolean persists() {
    return emergency || callBack;
  }

  /// What the caller hears when nobody takes the call.
  Announce announce() {
    return announce;
  }

  /// Does somebody's phone ring?
  boolean alerted() {
    return alerted;
  }

  void alerted(Instant at) {
    alerted = true;
    record.setAlertedAt(stamp(at));
  }

  void answered(Instant at) {
    answered = true;
    record.setAnsweredAt(stamp(at));
    a.setAnsweredAt(stamp(at));
    b.setAnsweredAt(stamp(at));
  }

  boolean answered() {
    return answered;
  }

  boolean over() {
    return over;
  }

  /// The call's record; it is over.
  CallRecord end(int cause, String by, Instant at) {
    over = true;
    record.setEndedAt(stamp(at)).setCause(cause).setReleasedBy(by);
    record.addLegs(a.setEndedAt(stamp(at)).setCause(cause));
    if (tries > 0) {
      record.addLegs(b.setEndedAt(stamp(at)).setCause(cause));
    }
    return record.build();
  }
}
