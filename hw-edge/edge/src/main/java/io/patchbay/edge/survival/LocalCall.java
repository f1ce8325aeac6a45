package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Timestamp;
import io.patchbay.edge.run.Mailbox.Cancellable;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.call.NextTarget;
import io.patchbay.routing.call.Stage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// A call the edge decides itself: line A called, line B is called, or A is asked for something
/// first. For the mailbox thread.
final class LocalCall {
  private final RouteRequest question;
  private final LegRecord.Builder a;
  private final CallRecord.Builder record;
  private final Deque<Target> remaining = new ArrayDeque<>();
  private LocalPlan plan;
  private Stage stage = Stage.NONE;
  private LegRecord.Builder b = LegRecord.newBuilder();
  private Cancellable timer = () -> {};
  private int tries;
  private boolean alerted;
  private boolean callerAnswered;
  private boolean answered;
  private boolean over;

  /// @param question as the caller's line brought it
  LocalCall(RouteRequest question, LegRecord a, Instant at) {
    this.question = requireNonNull(question, "question");
    this.a = a.toBuilder().setKind("line").setDirection("inbound").setStartedAt(stamp(at));
    this.plan = LocalPlan.NONE;
    this.record =
        CallRecord.newBuilder()
            .setCallId(question.getCallId())
            .setOriginKind("line")
            .setOrigin(a.getName())
            .setCallingNumber(a.getNumber())
            .setCalledNumber(question.getCalledNumber())
            .setStartedAt(stamp(at))
            .setDecidedLocally(true)
            .setEdgeAlone(true);
  }

  static Timestamp stamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  String id() {
    return question.getCallId();
  }

  /// What is to be decided, with what the caller has entered.
  RouteRequest question() {
    return stage.any() ? stage.again(question) : question;
  }

  LocalPlan plan() {
    return plan;
  }

  Decision decision() {
    return plan.decision();
  }

  /// It is decided, perhaps anew.
  void decided(LocalPlan next) {
    plan = next;
    remaining.clear();
    remaining.addAll(next.targets());
  }

  /// What the caller is asked for.
  Stage stage() {
    return stage;
  }

  void stage(Stage next) {
    stage = next;
  }

  /// What is waited for now; whatever was before is not.
  void waiting(Cancellable next) {
    timer.cancel();
    timer = next;
  }

  String legA() {
    return a.getLegId();
  }

  String legB() {
    return b.getLegId();
  }

  boolean hasNext() {
    return !remaining.isEmpty();
  }

  /// The next line to try after this cause, as leg B.
  ///
  /// @param cause Q.850, 0: nothing has been tried
  Optional<Target> next(int cause, Instant at) {
    Target target = remaining.poll();
    while (target != null && !NextTarget.follows(target.getAfterCausesList(), cause)) {
      target = remaining.poll();
    }
    alerted = false;
    if (target == null) {
      return Optional.empty();
    }
    b =
        LegRecord.newBuilder()
            .setLegId(id() + "-" + (char) ('b' + Math.min(tries++, 24)))
            .setKind("line")
            .setName(target.getLine())
            .setNumber(target.getNumber())
            .setDirection("outbound")
            .setStartedAt(stamp(at));
    record.setDialledNumber(target.getNumber());
    return Optional.of(target);
  }

  /// Is another line tried, now that this one has come to nothing?
  ///
  /// @param cause Q.850
  boolean goesOn(int cause) {
    boolean sentOn =
        remaining.stream()
            .anyMatch(target ->
                target.getAfterCausesCount() > 0
                    && NextTarget.follows(target.getAfterCausesList(), cause));
    return sentOn || (!alerted && NextTarget.goesOn(decision(), cause));
  }

  /// Is it an emergency call?
  boolean emergency() {
    return decision().getEmergency();
  }

  /// Is it one, or back to who made one? Then every place is tried.
  boolean persists() {
    return emergency() || decision().getEmergencyCallBack();
  }

  /// Does somebody's phone ring?
  boolean alerted() {
    return alerted;
  }

  void alerted(Instant at) {
    alerted = true;
    record.setAlertedAt(stamp(at));
  }

  /// The caller's line is answered: he hears us.
  boolean callerAnswered() {
    return callerAnswered;
  }

  void callerAnswered(Instant at) {
    if (!callerAnswered) {
      callerAnswered = true;
      a.setAnsweredAt(stamp(at));
    }
  }

  /// Whoever was called has answered.
  void answered(Instant at) {
    answered = true;
    record.setAnsweredAt(stamp(at));
    callerAnswered(at);
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
    timer.cancel();
    record
        .setEndedAt(stamp(at))
        .setCause(cause)
        .setReleasedBy(by)
        .addAllTrace(decision().getTraceList())
        .addTrace(plan.trace())
        .addAllTrace(stage.words())
        .setPin(stage.told().getWrongPin())
        .setWrongPins(stage.told().getWrongPins())
        .setEmergency(emergency())
        .setSite(decision().getSite())
        .setZone(decision().getZone())
        .setEmergencyCallBack(decision().getEmergencyCallBack())
        .setEmergencyTest(decision().getEmergencyTest());
    record.addLegs(a.setEndedAt(stamp(at)).setCause(cause));
    if (tries > 0) {
      record.addLegs(b.setEndedAt(stamp(at)).setCause(cause));
    }
    return record.build();
  }
}
