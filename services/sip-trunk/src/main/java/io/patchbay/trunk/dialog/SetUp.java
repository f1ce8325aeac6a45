package io.patchbay.trunk.dialog;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.call.NextTarget;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.sdp.Codec;
import java.time.Duration;
import java.util.List;

/// From the question where a call goes to the answer of whoever takes it.
final class SetUp {
  private SetUp() {}

  /// What the policy is asked.
  static RouteRequest question(CallState call) {
    CallState.Origin origin = call.origin();
    return RouteRequest.newBuilder()
        .setCallId(call.id())
        .setOriginKind(kind(origin.party()))
        .setOrigin(origin.party().name())
        .setCallingNumber(origin.callingNumber())
        .setCalledNumber(origin.calledNumber())
        .setAt(Timestamp.newBuilder().setSeconds(call.times().started().getEpochSecond()))
        .addAllDivertedBy(Diversions.of(call))
        .build();
  }

  static OriginKind kind(Party party) {
    return switch (party.kind()) {
      case LINE -> OriginKind.ORIGIN_KIND_LINE;
      case EXTENSION -> OriginKind.ORIGIN_KIND_EXTENSION;
      case TRUNK -> OriginKind.ORIGIN_KIND_TRUNK;
      // nobody's word: what it sends on goes nowhere
      case URI -> OriginKind.ORIGIN_KIND_UNSPECIFIED;
      case API -> OriginKind.ORIGIN_KIND_API;
    };
  }

  /// Nobody takes the call: it ends, or its caller enters another number, or when it was to be
  /// transferred, goes on as it was.
  static void nobody(Turn turn, Outcome outcome, String by) {
    if (OverlapDialling.unreached(turn, outcome) || SecondStage.follows(turn, outcome)) {
      return;
    }
    if (help(turn.call())) {
      turn.emit(new Action.NoHelp(question(turn.call()), turn.call().plan().decision()));
    }
    if (Telling.tells(turn, outcome)) {
      return;
    }
    if (!Transfers.failed(turn, outcome)) {
      Teardown.end(turn, outcome, by);
    }
  }

  static void routed(Turn turn, Plan plan) {
    if (turn.call().phase() != Phase.ROUTING || OverlapDialling.routed(turn, plan)) {
      return;
    }
    if (plan.destinations().isEmpty() && SecondStage.begins(turn, plan)) {
      SecondStage.begin(turn, plan);
      return;
    }
    Plan before = turn.call().moves().transferring() ? turn.call().plan() : null;
    turn.set(
        turn.call()
            .with(CallLeases.carried(before, plan))
            .with(Hunt.over(plan.destinations()))
            .to(Phase.HUNTING));
    if (plan.destinations().isEmpty()) {
      int cause = plan.decision().getCause();
      nobody(
          turn,
          Outcome.decided(
              cause == 0 ? Causes.UNALLOCATED_NUMBER : cause, plan.decision().getSipStatus()),
          "system");
      return;
    }
    placeNext(turn);
    // a call that is being transferred has its snapshot
    boolean fromLine =
        turn.call().origin().party().kind() == Party.Kind.LINE
            || turn.call().moves().transferring();
    if (turn.call().phase() == Phase.HUNTING && !fromLine) {
      // a call from a line is offered again by its edge as long as nobody has answered
      turn.emit(new Action.Snapshot());
    }
  }

  /// Tries destinations until a leg is on its way; ends the call when none is left.
  static void placeNext(Turn turn) {
    while (!turn.call().hunt().remaining().isEmpty()) {
      Destination destination = turn.call().hunt().remaining().getFirst();
      if (!destination.sent().follows(turn.call().hunt().worst().cause())) {
        turn.set(turn.call().with(turn.call().hunt().next()));
        continue;
      }
      if (!CallLeases.covers(turn.call(), destination)) {
        CallLeases.move(turn, destination);
        return;
      }
      turn.set(
          turn.call()
              .with(turn.call().hunt().next())
              .with(turn.call().moves().divertedBy(destination.sent().by())));
      Outcome refusal = place(turn, destination);
      if (refusal.cause() == 0) {
        return;
      }
      turn.set(turn.call().with(turn.call().hunt().failed(refusal)));
    }
    Outcome worst = turn.call().hunt().worst();
    boolean untried = worst.cause() == 0 || worst.cause() == NextTarget.LINE_IN_USE;
    nobody(turn, untried ? everyLineInUse(turn) : worst, "system");
  }

  /// What the decision says for this case: 503/34 for a choice of lines, 486/17 for one phone.
  private static Outcome everyLineInUse(Turn turn) {
    int cause = turn.call().plan().decision().getCause();
    return new Outcome(
        cause == 0 ? Causes.NO_CIRCUIT : cause, turn.call().plan().decision().getSipStatus());
  }

  private static Outcome place(Turn turn, Destination destination) {
    if (OverlapDialling.again(turn, destination)) {
      ring(turn, destination instanceof Destination.ToSip sip ? sip.ringSeconds() : 0);
      return Outcome.NONE;
    }
    CallState call = turn.call();
    switch (destination) {
      case Destination.ToLine(
              var party,
              String edge,
              var kind,
              boolean preempt,
              int patienceS,
              _) -> {
        if (edge.isEmpty() || !Anchor.moveTo(turn, edge)) {
          return Outcome.of(Causes.NETWORK_OUT_OF_ORDER);
        }
        if (!CallerMedia.settled(turn)) {
          return CallerMedia.NOTHING_IN_COMMON;
        }
        openCallerRtp(turn);
        Leg leg =
            Legs.add(
                turn,
                party,
                false,
                edge,
                new LineChannel(party.name(), kind, LineChannel.State.DIALLING));
        branch(turn, leg);
        turn.toEdge(
            leg,
            help(call)
                ? EdgeCommands.dialForHelp(call.id(), leg.id(), party, shown(call), preempt)
                : EdgeCommands.dial(call.id(), leg.id(), party, shown(call), name(call)));
        ring(turn, 0);
        patience(turn, leg.id(), patienceS);
        Ringing.dialling(turn);
      }
      case Destination.ToSip sip -> {
        if (sip.routes().isEmpty()) {
          // a trunk that is down or not registered is out of order, an extension is absent
          return sip.party().kind() == Party.Kind.TRUNK
              ? Outcome.of(Causes.NETWORK_OUT_OF_ORDER)
              : new Outcome(Causes.SUBSCRIBER_ABSENT, 480);
        }
        Outcome anonymous = Anonymity.outgoing(call, sip);
        if (anonymous.cause() != 0) {
          return anonymous;
        }
        String edge = call.edge().isEmpty() ? call.plan().anyEdge() : call.edge();
        if (edge.isEmpty() || !Anchor.moveTo(turn, edge)) {
          return Outcome.of(Causes.NETWORK_OUT_OF_ORDER);
        }
        if (!CallerMedia.settled(turn)) {
          return CallerMedia.NOTHING_IN_COMMON;
        }
        List<Codec> codecs = call.plan().codecs().at(edge, sip.codecs());
        for (Route route : sip.routes()) {
          String id = Legs.nextId(turn.call());
          Leg leg =
              Legs.addAs(
                  turn,
                  id,
                  sip.party(),
                  false,
                  edge,
                  Legs.uac(call.id(), id, route, codecs, sip.media()));
          branch(turn, leg);
          turn.toEdge(leg, EdgeCommands.createRtp(call.id(), id, null, sip.media()));
          patience(turn, id, sip.patienceS());
        }
        openCallerRtp(turn);
        ring(turn, sip.ringSeconds());
      }
    }
    return Outcome.NONE;
  }

  private static void branch(Turn turn, Leg leg) {
    turn.set(turn.call().with(turn.call().hunt().plus(leg.id())));
  }

  private static void patience(Turn turn, String leg, int seconds) {
    if (seconds > 0 && !turn.call().hunt().remaining().isEmpty()) {
      turn.start(Timer.NEXT_PLACE, leg, Duration.ofSeconds(seconds));
    }
  }

  private static void ring(Turn turn, int ownSeconds) {
    int decided = turn.call().plan().decision().getRingTimeoutS();
    int seconds = decided > 0 ? decided : ownSeconds;
    turn.start(
        Timer.NO_ANSWER, "", seconds > 0 ? Duration.ofSeconds(seconds) : Timer.NO_ANSWER.length());
  }

  /// The number shown to the called side.
  private static String shown(CallState call) {
    return call.plan().decision().getCallingNumber();
  }

  private static String name(CallState call) {
    return call.plan().decision().getCallingName();
  }

  /// The caller's RTP port is opened while the line is being dialled.
  static void openCallerRtp(Turn turn) {
    Leg caller = turn.call().caller().orElse(null);
    if (caller == null
        || !(caller.channel() instanceof SipChannel sip)
        || sip.media().requested()) {
      return;
    }
    Leg placed = caller.at(turn.call().edge()).with(sip.with(sip.media().withRequested(true)));
    turn.put(placed);
    turn.toEdge(
        placed,
        EdgeCommands.createRtp(
            turn.call().id(), placed.id(), sip.media().remote(), sip.media().spec()));
  }

  /// An emergency call is tried everywhere and given up by nobody but its caller (catalogue E4).
  static boolean help(CallState call) {
    return call.plan().decision().getEmergency();
  }

  /// One for help, or back to who called for it: every place is tried, whatever came of the ones
  /// before.
  static boolean persists(CallState call) {
    return help(call) || call.plan().decision().getEmergencyCallBack();
  }

  // ---- what legs report

  /// The far end of a branch rings.
  static void alerting(Turn turn, Leg leg) {
    CallState call = turn.call();
    if (!call.hunt().branches().contains(leg.id())) {
      return;
    }
    boolean first = !call.hunt().alerted();
    turn.set(call.with(call.hunt().rang()));
    if (first) {
      CallState.Times times = call.times();
      turn.set(
          turn.call()
              .with(new CallState.Times(times.started(), turn.at(), times.answered(), null)));
      turn.publish(News.ALERTING);
    }
    if (call.phase() != Phase.HUNTING) {
      return;
    }
    if (first && call.moves().transferring()) {
      Transfers.tell(turn, 180, false);
    }
    Leg caller = turn.call().caller().orElseThrow();
    if (caller.channel() instanceof SipChannel sip && sip.usage() == SipChannel.Usage.OFFERED) {
      Ringing.alerting(turn, caller, leg);
    } else if (first && hears(caller)) {
      turn.toEdge(caller, EdgeCommands.tone(caller.id(), Tone.TONE_RINGBACK));
    }
  }

  /// The far end of a branch is heard before it answers.
  static void progress(Turn turn, Leg leg) {
    CallState call = turn.call();
    if (call.phase() != Phase.HUNTING || !call.hunt().branches().equals(List.of(leg.id()))) {
      return;
    }
    Leg caller = call.caller().orElseThrow();
    if (Ringing.deaf(caller)) {
      return;
    }
    boolean sip =
        caller.channel() instanceof SipChannel channel
            && channel.usage() == SipChannel.Usage.OFFERED;
    if (sip || hears(caller)) {
      join(turn, caller, leg);
    }
    if (sip) {
      UasLeg.early(turn, caller);
    }
  }

  /// A phone of ours hears what we play before the answer; a subscriber of a mobile network or
  /// exchange does not.
  private static boolean hears(Leg caller) {
    return switch (caller.channel()) {
      case LineChannel line ->
          line.kind() == LineKind.LINE_KIND_FXS || line.state() == LineChannel.State.ACTIVE;
      case SipChannel sip -> sip.established();
    };
  }

  /// A branch has answered.
  static void answered(Turn turn, Leg leg) {
    CallState call = turn.call();
    if (!call.hunt().branches().contains(leg.id())) {
      Teardown.release(turn, turn.now(leg), Outcome.of(Causes.NORMAL_CLEARING), true);
      return;
    }
    turn.stop(Timer.NO_ANSWER, "");
    for (String other : call.hunt().branches()) {
      if (!other.equals(leg.id())) {
        // 26: non-selected user clearing
        Teardown.release(turn, call.leg(other).orElseThrow(), Outcome.of(26), true);
      }
    }
    turn.set(turn.call().with(turn.call().hunt().stopped()));
    if (call.moves().transferring()) {
      Transfers.answered(turn, turn.now(leg));
      return;
    }
    if (call.phase() == Phase.CALLING_FIRST) {
      firstAnswered(turn);
      return;
    }
    Leg caller = call.caller().orElseThrow();
    CallState.Times times = turn.call().times();
    turn.set(
        turn.call()
            .withCallee(leg.id())
            .with(new CallState.Times(times.started(), times.alerted(), turn.at(), null))
            .to(Phase.ACTIVE));
    switch (caller.channel()) {
      case LineChannel line when line.state() == LineChannel.State.OFFERED ->
          turn.toEdge(caller, EdgeCommands.answer(caller.id()));
      case LineChannel _ -> {}
      case SipChannel sip -> UasLeg.accept(turn, caller.with(sip));
    }
    join(turn, caller, leg);
    turn.publish(News.ANSWERED);
    CallLeases.schedule(turn);
  }

  private static void firstAnswered(Turn turn) {
    CallState call = turn.call().to(Phase.ROUTING).with(Hunt.NONE);
    turn.set(call);
    Plan then = call.then();
    if (then == null) {
      turn.emit(new Action.AskPolicy(question(call)));
    } else {
      routed(turn, then);
    }
  }

  static void join(Turn turn, Leg caller, Leg callee) {
    turn.toEdge(callee, EdgeCommands.join(turn.call().id(), List.of(caller.id(), callee.id())));
  }

  /// A branch has come to nothing.
  static void branchFailed(Turn turn, Leg leg) {
    turn.set(turn.call().with(turn.call().hunt().without(leg.id(), leg.outcome())));
    Hunt hunt = turn.call().hunt();
    boolean declined = leg.outcome().sipStatus() >= 600;
    boolean help = persists(turn.call());
    if (!hunt.branches().isEmpty() && (help || !declined)) {
      return;
    }
    if (help && !hunt.remaining().isEmpty()) {
      turn.set(turn.call().with(hunt.quiet()));
      placeNext(turn);
    } else if (sentOn(hunt, leg.outcome().cause())) {
      turn.set(turn.call().with(hunt.quiet()));
      placeNext(turn);
    } else if (!declined
        && !hunt.alerted()
        && NextTarget.goesOn(turn.call().plan().decision(), leg.outcome().cause())) {
      placeNext(turn);
    } else {
      nobody(turn, hunt.worst(), turn.call().phase() == Phase.HUNTING ? "callee" : "system");
    }
  }

  /// Does the called phone send calls on after this cause? Also when it has rung.
  static boolean sentOn(Hunt hunt, int cause) {
    return hunt.remaining().stream()
        .anyMatch(one -> !one.sent().after().isEmpty() && one.sent().follows(cause));
  }
}
