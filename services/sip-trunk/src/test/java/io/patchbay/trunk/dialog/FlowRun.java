package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.LocalMedia;
import io.patchbay.trunk.sdp.SdpParser;
import io.patchbay.trunk.sdp.SessionDescription;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Drives a call machine by hand and writes down what it does.
final class FlowRun {
  static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
  static final SessionDescription SDP =
      SdpParser.parse(
          """
          v=0
          o=- 1 1 IN IP4 h
          s=-
          c=IN IP4 192.0.2.9
          t=0 0
          m=audio 4000 RTP/AVP 8 0 101
          a=rtpmap:101 telephone-event/8000
          """);

  private final FlowText text = new FlowText(START);
  private Instant now = START;
  private CallState state;
  private List<Action> last = List.of();

  private record Handle(String name) implements RequestHandle {}

  private FlowRun(String event, CallMachine.Step step) {
    state = step.state();
    last = step.actions();
    text.line(now, event, step);
  }

  static FlowRun invited(boolean offer, boolean reliable) {
    return invited(offer, reliable, Manner.PLAIN);
  }

  static FlowRun invited(boolean offer, boolean reliable, Manner manner) {
    return invited(offer, reliable, manner, MediaSpec.getDefaultInstance());
  }

  static FlowRun invited(boolean offer, boolean reliable, Manner manner, MediaSpec media) {
    return invited(offer ? SDP : null, reliable, manner, media);
  }

  static FlowRun invited(SessionDescription offer, MediaSpec media) {
    return invited(offer, false, Manner.PLAIN, media);
  }

  private static FlowRun invited(
      @Nullable SessionDescription offer, boolean reliable, Manner manner, MediaSpec media) {
    Dialog dialog =
        new Dialog(
            "id", "<sip:g@h>", "c-a", "<sip:101@h>", "x", 0, 1, List.of(), "sip:101@p", flow());
    return new FlowRun(
        "Invited",
        CallMachine.invited(
            "c",
            START,
            origin(Party.Kind.EXTENSION, "101"),
            new CallMachine.Invited(
                dialog, new Handle("invite"), offer, Codec.DEFAULT, reliable, manner, media)));
  }

  static FlowRun offered(LineKind kind) {
    return new FlowRun(
        "Offered",
        CallMachine.offered("c", "c-a", START, origin(Party.Kind.LINE, "gsm-1"), kind, "edge-1"));
  }

  static FlowRun originated(Plan first, Plan then) {
    return new FlowRun(
        "Originated",
        CallMachine.originated("c", START, origin(Party.Kind.API, "api"), first, then));
  }

  private static CallState.Origin origin(Party.Kind kind, String name) {
    return new CallState.Origin(new Party(kind, name, "1"), "1", "", "2");
  }

  private static Flow flow() {
    return new Flow("udp", "");
  }

  static Plan plan(Destination... destinations) {
    return new Plan(
        Decision.newBuilder().setCause(34).setSipStatus(503).setCallingNumber("1").build(),
        List.of(destinations),
        "edge-1",
        "",
        false);
  }

  static Destination line(String name) {
    return new Destination.ToLine(
        new Party(Party.Kind.LINE, name, "2"), "edge-1", LineKind.LINE_KIND_SIM);
  }

  static Destination phone(int bindings) {
    return phone(bindings, Manner.PLAIN);
  }

  static Destination phone(int bindings, Manner manner) {
    return phone(bindings, manner, MediaSpec.getDefaultInstance());
  }

  static Destination phone(int bindings, Manner manner, MediaSpec media) {
    Route route = new Route("sip:102@p", "<sip:1@h>", "<sip:102@h>", flow(), false, manner);
    return new Destination.ToSip(
        new Party(Party.Kind.EXTENSION, "102", "102"),
        Collections.nCopies(bindings, route),
        Codec.DEFAULT,
        0,
        media);
  }

  FlowRun after(int seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  FlowRun on(CallEvent event) {
    CallMachine.Step step = CallMachine.on(state, event);
    state = step.state();
    last = step.actions();
    text.line(now, FlowText.event(event), step);
    return this;
  }

  /// The actions of the last event that are of this kind.
  <T extends Action> List<T> last(Class<T> kind) {
    return last.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  SipChannel sip(String leg) {
    return state.leg(leg).orElseThrow().sip();
  }

  static RequestHandle handle(String name) {
    return new Handle(name);
  }

  Instant now() {
    return now;
  }

  CallState state() {
    return state;
  }

  FlowRun routed(Destination... destinations) {
    return on(new CallEvent.Routed(now, plan(destinations)));
  }

  FlowRun rtp(String leg) {
    return on(new CallEvent.RtpReady(now, leg, new LocalMedia("127.0.0.1", 20_000)));
  }

  FlowRun provisional(String leg, int status) {
    return on(new CallEvent.Provisional(now, leg, status, "t", List.of(), "sip:102@p", null, 0, 1));
  }

  FlowRun success(String leg, String tag, long cseq) {
    return on(new CallEvent.Success(now, leg, tag, List.of(), "sip:102@p", SDP, cseq));
  }

  FlowRun failure(String leg, int status) {
    return on(new CallEvent.Failure(now, leg, status, 0, "", 1));
  }

  FlowRun ack(String leg) {
    return on(new CallEvent.AckArrived(now, leg, null));
  }

  FlowRun bye(String leg, long cseq) {
    return on(new CallEvent.ByeArrived(now, leg, new Handle("bye"), cseq, 0));
  }

  FlowRun reinvite(String leg, long cseq) {
    return on(new CallEvent.ReinviteArrived(now, leg, new Handle("re"), cseq, "sip:101@q", SDP));
  }

  FlowRun prack(String leg, long cseq, long rseq) {
    return on(new CallEvent.PrackArrived(now, leg, new Handle("prack"), cseq, rseq, null));
  }

  FlowRun cancel(String leg) {
    return on(new CallEvent.CancelArrived(now, leg, 0));
  }

  FlowRun expired(Timer timer, String leg) {
    return on(new CallEvent.Expired(now, timer, leg));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
