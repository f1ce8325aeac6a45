package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.AgentInput;
import io.patchbay.edge.context.CallContext;
import io.patchbay.edge.leg.LegAction;
import io.patchbay.edge.leg.LegEvent;
import io.patchbay.edge.leg.LegState;
import io.patchbay.edge.leg.LegTable;
import io.patchbay.line.Cause;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.tone.FaxToneDetector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of the edge and their legs; runs the table of each line leg. For the mailbox thread.
final class CallTable {
  private static final Logger LOG = LoggerFactory.getLogger(CallTable.class);

  /// Q.850 8; a mobile network means barring by it (TS 24.008 Annex H).
  private static final Cause PREEMPTION = Cause.OPERATOR_DETERMINED_BARRING;

  private final Map<String, Call> calls = new LinkedHashMap<>();
  private final Map<String, Leg> legs = new HashMap<>();
  private final MediaEngine engine;
  private final DigitRelay relay = new DigitRelay();
  private final InstantSource clock;
  private final Supplier<String> callIds;
  private final Supplier<Controller> unsolicited;
  private long unexpected;

  /// @param callIds names of calls that begin here
  /// @param unsolicited who gets new calls
  CallTable(
      MediaEngine engine,
      InstantSource clock,
      Supplier<String> callIds,
      Supplier<Controller> unsolicited) {
    this.engine = requireNonNull(engine, "engine");
    this.clock = requireNonNull(clock, "clock");
    this.callIds = requireNonNull(callIds, "callIds");
    this.unsolicited = requireNonNull(unsolicited, "unsolicited");
  }

  MediaEngine engine() {
    return engine;
  }

  Collection<Call> all() {
    return List.copyOf(calls.values());
  }

  int size() {
    return calls.size();
  }

  @Nullable Call find(String callId) {
    return calls.get(callId);
  }

  @Nullable Leg leg(String legId) {
    return legs.get(legId);
  }

  /// The call a leg belonged to that is gone.
  Optional<Call> hadLeg(String legId) {
    return calls.values().stream().filter(call -> call.ended().contains(legId)).findFirst();
  }

  /// The call, made when it is new; its controller is who commands it.
  Call commanded(String callId, Controller by) {
    var call = calls.computeIfAbsent(callId, id -> new Call(id, new CallContext(engine)));
    if (!by.equals(call.owner())) {
      call.owner(by);
    }
    return call;
  }

  void add(Leg leg) {
    legs.put(leg.id(), leg);
    requireNonNull(calls.get(leg.callId())).legs().put(leg.id(), leg);
  }

  /// The line reports: its leg's table decides.
  void report(LineRunner line, LegEvent event) {
    if (event instanceof LegEvent.Offered) {
      offered(line, event);
      return;
    }
    if (legs.get(line.legId()) instanceof Leg.OfLine leg) {
      if (event instanceof LegEvent.Dialled(String number, boolean complete, _)) {
        leg.offer(new LegEvent.Offered("", "", number, !complete));
      }
      var call = calls.get(leg.callId()); // none: concluded, and its line is still hanging up
      if (call != null && event instanceof LegEvent.Digit(char digit)) {
        relay.digit(call, leg, digit);
      } else if (call != null) {
        call.parties().note(leg, event, clock.instant());
      }
      step(leg, event, _ -> {});
    }
  }

  /// A new controller is told of a call that is still offered.
  void offerAgain(Call call) {
    for (Leg leg : call.legs().values()) {
      if (leg instanceof Leg.OfLine line && line.offer() != null) {
        call.tell(Up.leg(line.line(), line, requireNonNull(line.offer()), clock.instant()));
      }
    }
  }

  private void offered(LineRunner line, LegEvent event) {
    String id = callIds.get();
    var call = new Call(id, new CallContext(engine));
    var leg = new Leg.OfLine(id + "-a", id, line);
    leg.offer(event);
    calls.put(id, call);
    add(leg);
    call.owner(unsolicited.get());
    step(leg, event, _ -> {});
    line.seize(id, leg.id());
    LOG.info("call {} offered by line {} to {}", id, line.name(), call.lastOwner());
  }

  /// What a command comes to besides the result the agent gives.
  interface Command {
    void carryOut(LegAction action);
  }

  /// Runs one event through the leg's table.
  ///
  /// @param command carries out [LegAction.Forward], [LegAction.Done] and [LegAction.Refuse]
  void step(Leg.OfLine leg, LegEvent event, Command command) {
    var step = LegTable.on(leg.state(), event);
    leg.state(step.state());
    for (LegAction action : step.actions()) {
      switch (action) {
        case LegAction.Tell(LegEvent told) -> {
          var call = calls.get(leg.callId());
          if (call != null) {
            call.tell(Up.leg(leg.line(), leg, told, clock.instant()));
          }
        }
        case LegAction.End _ -> end(leg);
        case LegAction.Forward _, LegAction.Done _, LegAction.Refuse _ -> command.carryOut(action);
        case LegAction.ReportUnexpected _ -> {
          unexpected++;
          LOG.warn("leg({}){{}} does not expect {}", leg.id(), leg.state(), event);
        }
      }
    }
  }

  /// The leg leaves its call.
  private void end(Leg.OfLine leg) {
    var call = calls.get(leg.callId());
    legs.remove(leg.id());
    if (leg.line().legId().equals(leg.id())) {
      leg.line().free();
    }
    if (call == null) {
      return;
    }
    leave(call, leg);
    if (call.owner() == null) {
      releaseLines(call, Cause.NORMAL_CLEARING);
    }
    tidy(call);
  }

  /// Closes an RTP leg and keeps its figures.
  void close(Leg.OfRtp leg) {
    legs.remove(leg.id());
    var call = calls.get(leg.callId());
    if (call != null) {
      leave(call, leg);
      call.qualities().put(leg.id(), leg.port().quality());
    }
    leg.port().close();
  }

  /// The figures of every joined RTP leg, to who controls its call.
  void tellQuality() {
    for (Leg leg : legs.values()) {
      var call = calls.get(leg.callId());
      if (leg instanceof Leg.OfRtp rtp
          && call != null
          && call.owner() != null
          && call.joined().contains(leg.id())) {
        call.tell(Up.quality(leg, rtp.port().quality(), clock.instant()));
      }
    }
  }

  private void leave(Call call, Leg leg) {
    call.legs().remove(leg.id());
    call.ended().add(leg.id());
    if (call.joined().remove(leg.id())) {
      leg.open().ifPresent(call.context()::leave);
      relay.arrange(call);
    }
  }

  /// Sets who hears whom.
  void join(Call call, List<Leg> members) {
    call.joined().clear();
    members.forEach(leg -> call.joined().add(leg.id()));
    for (Leg leg : members) {
      leg.termination().stopTone();
      leg.listenDigits();
    }
    relay.arrange(call);
    call.context().set(members.stream().map(Leg::termination).toList());
  }

  /// A digit came by RTP.
  void digit(Leg.OfRtp leg, char digit) {
    var call = calls.get(leg.callId());
    if (call != null && legs.get(leg.id()) == leg) {
      relay.digit(call, leg, digit);
      call.tell(Up.digit(leg, digit, clock.instant()));
    }
  }

  /// No RTP for so long; nobody else ends the lines of a call that nobody controls.
  void silent(Leg.OfRtp leg, Duration silence) {
    var call = calls.get(leg.callId());
    if (call == null || legs.get(leg.id()) != leg) {
      return;
    }
    call.tell(Up.rtpTimeout(leg, silence, clock.instant()));
    if (call.owner() == null) {
      releaseLines(call, Cause.RECOVERY_ON_TIMER_EXPIRY);
    }
  }

  /// A fax machine is heard.
  void fax(Leg.OfRtp leg, FaxToneDetector.Sound sound, boolean fromPeer) {
    var call = calls.get(leg.callId());
    if (call != null && legs.get(leg.id()) == leg) {
      call.tell(Up.fax(leg, sound, fromPeer, clock.instant()));
    }
  }

  /// The fax modems of a port are gone.
  void faxLost(Leg.OfRtp leg) {
    var call = calls.get(leg.callId());
    if (call != null && legs.get(leg.id()) == leg) {
      String reason = "the process of the fax modems has ended";
      LOG.warn("call {} leg {}: its fax is lost, {}", leg.callId(), leg.id(), reason);
      call.tell(Up.faxLost(leg, reason, clock.instant()));
    }
  }

  /// No keys could be agreed with the peer.
  void unprotected(Leg.OfRtp leg, String reason) {
    var call = calls.get(leg.callId());
    if (call != null && legs.get(leg.id()) == leg) {
      call.tell(Up.unprotected(leg, reason, clock.instant()));
    }
  }

  /// Releases the call's line legs without telling anybody.
  void releaseLines(Call call, Cause cause) {
    for (Leg leg : List.copyOf(call.legs().values())) {
      if (leg instanceof Leg.OfLine line && line.state() != LegState.RELEASING) {
        release(line, cause);
      }
    }
  }

  /// Ends the call on a line for an emergency call (Q.850 8); who controls it is told.
  ///
  /// @return false: nothing is ended, it is an emergency call itself, or of the same call
  boolean preempt(LineRunner line, String forCall) {
    if (!(legs.get(line.legId()) instanceof Leg.OfLine leg)) {
      return true; // it is hanging up
    }
    if (leg.emergency() || leg.callId().equals(forCall)) {
      return false;
    }
    if (leg.state() != LegState.RELEASING) {
      LOG.warn("call {} on line {} ends for emergency call {}", leg.callId(), line.name(), forCall);
      var call = calls.get(leg.callId());
      if (call != null) {
        call.tell(Up.leg(line, leg, new LegEvent.Released(PREEMPTION), clock.instant()));
      }
      release(leg, PREEMPTION);
    }
    return true;
  }

  private void release(Leg.OfLine leg, Cause cause) {
    step(
        leg,
        new LegEvent.ReleaseAsked(),
        action -> {
          if (action instanceof LegAction.Forward) {
            leg.line().feed(new AgentInput.Release("", cause));
          }
        });
  }

  /// Ends what is left of a call and takes it from the table.
  void remove(Call call, Cause cause) {
    releaseLines(call, cause);
    for (Leg leg : new ArrayList<>(call.legs().values())) {
      if (leg instanceof Leg.OfRtp rtp) {
        close(rtp);
      }
    }
    calls.remove(call.id());
    call.context().close();
  }

  /// A call with nothing left and nothing to be concluded is forgotten.
  void tidy(Call call) {
    if (call.forgotten() && calls.remove(call.id(), call)) {
      call.context().close();
    }
  }

  long unexpected() {
    return unexpected;
  }
}
