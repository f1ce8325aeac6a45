package io.patchbay.trunk.run;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.LiveLeg;
import io.patchbay.proto.edge.v1.MediaEvent;
import io.patchbay.proto.edge.v1.PartyChanged;
import io.patchbay.trunk.adopt.SnapshotCodec;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.News;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.edge.EdgeUser;
import io.patchbay.trunk.sdp.LocalMedia;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What edges report, as events of calls; and the calls they offer, taken over.
public final class EdgeIntake implements EdgeUser {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeIntake.class);

  private final CallTable calls;
  private final NewCalls newCalls;
  private final InstantSource clock;
  private volatile @Nullable Wired wired;

  private record Wired(EdgeHub hub, EdgeEffects edges, Effects effects, CallNews news) {}

  public EdgeIntake(CallTable calls, NewCalls newCalls, InstantSource clock) {
    this.calls = calls;
    this.newCalls = newCalls;
    this.clock = clock;
  }

  void use(EdgeHub hub, EdgeEffects edges, Effects effects, CallNews news) {
    wired = new Wired(hub, edges, effects, news);
  }

  @Override
  public void lineEvent(String edge, LineEvent event) {
    Wired parts = wired;
    if (parts == null || event.getCallId().isEmpty()) {
      return;
    }
    if (event.hasOffered()) {
      newCalls.offered(parts.hub(), edge, event);
      return;
    }
    calls.call(event.getCallId()).ifPresent(run -> event(event, run, parts).ifPresent(run::post));
  }

  private Optional<CallEvent> event(LineEvent event, CallRun run, Wired parts) {
    Instant at = clock.instant();
    String leg = event.getLegId();
    return switch (event.getEventCase()) {
      case ALERTING -> Optional.of(new CallEvent.LineAlerting(at, leg));
      case PROGRESS -> Optional.of(new CallEvent.LineProgress(at, leg));
      case ANSWERED -> Optional.of(new CallEvent.LineAnswered(at, leg));
      case RELEASED ->
          Optional.of(new CallEvent.LineReleased(at, leg, event.getReleased().getCause()));
      case DTMF ->
          Optional.of(
              new CallEvent.Digit(
                  at, leg, event.getDtmf().getDigit(), parts.effects().paths(run.state())));
      case DIALLED ->
          Optional.of(
              new CallEvent.Dialled(
                  at,
                  event.getDialled().getCalledNumber(),
                  event.getDialled().getComplete(),
                  event.getDialled().getAtOnce()));
      case HOOK_FLASH ->
          Optional.of(new CallEvent.Flash(at, leg, parts.effects().paths(run.state())));
      case PARTY_CHANGED -> party(at, leg, event.getPartyChanged());
      case PARTY_LEFT ->
          Optional.of(
              new CallEvent.Party(at, leg, event.getPartyLeft().getPartyId(), "", News.PARTY_LEFT));
      case STATUS, OFFERED, USSD, NOTED, EVENT_NOT_SET -> Optional.empty();
    };
  }

  private static Optional<CallEvent> party(Instant at, String leg, PartyChanged changed) {
    Optional<News> news =
        switch (changed.getStanding()) {
          case STANDING_WAITING -> Optional.of(News.PARTY_WAITING);
          case STANDING_HEARD -> Optional.of(News.PARTY_HEARD);
          case STANDING_HELD -> Optional.of(News.PARTY_HELD);
          case STANDING_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    return news.map(
        one -> new CallEvent.Party(at, leg, changed.getPartyId(), changed.getNumber(), one));
  }

  @Override
  public void mediaEvent(String edge, MediaEvent event) {
    CallRun run = calls.call(event.getCallId()).orElse(null);
    Wired parts = wired;
    if (run == null || parts == null) {
      return;
    }
    Instant at = clock.instant();
    switch (event.getEventCase()) {
      case DTMF ->
          run.post(
              new CallEvent.Digit(
                  at,
                  event.getLegId(),
                  event.getDtmf().getDigit(),
                  parts.effects().paths(run.state())));
      case RTP_TIMEOUT ->
          run.post(
              new CallEvent.RtpSilent(at, event.getLegId(), event.getRtpTimeout().getSilentMs()));
      case UNPROTECTED -> {
        LOG.warn(
            "call {} leg {} ends: {}",
            event.getCallId(),
            event.getLegId(),
            event.getUnprotected().getReason());
        run.post(new CallEvent.Unprotected(at, event.getLegId()));
      }
      case FAX_HEARD ->
          run.post(
              new CallEvent.FaxHeard(
                  at,
                  event.getLegId(),
                  event.getFaxHeard().getSound(),
                  event.getFaxHeard().getFromPeer()));
      case FAX_LOST -> {
        LOG.warn(
            "call {} leg {} goes back to audio: {}",
            event.getCallId(),
            event.getLegId(),
            event.getFaxLost().getReason());
        run.post(new CallEvent.FaxLost(at, event.getLegId()));
      }
      case QUALITY -> parts.news().heard(run.state(), event.getLegId(), event.getQuality());
      case EVENT_NOT_SET -> {}
    }
  }

  @Override
  public void lost(String edge) {
    of(edge).forEach(run -> run.post(new CallEvent.EdgeLost(clock.instant())));
  }

  @Override
  public void back(String edge, List<LiveCall> live) {
    for (CallRun run : of(edge)) {
      Set<String> legs =
          live.stream()
              .filter(call -> call.getCallId().equals(run.id()))
              .flatMap(call -> call.getLegsList().stream())
              .map(LiveLeg::getLegId)
              .collect(Collectors.toSet());
      run.post(new CallEvent.EdgeBack(clock.instant(), legs));
    }
  }

  @Override
  public void restarted(String edge) {
    of(edge).forEach(run -> run.post(new CallEvent.EdgeRestarted(clock.instant())));
  }

  private List<CallRun> of(String edge) {
    return calls.all().stream().filter(run -> run.state().edge().equals(edge)).toList();
  }

  @Override
  public void offered(String edge, List<LiveCall> live) {
    Wired parts = wired;
    if (parts == null) {
      return;
    }
    for (LiveCall call : live) {
      if (calls.call(call.getCallId()).isPresent()) {
        if (call.getLost()) {
          calls
              .call(call.getCallId())
              .ifPresent(run -> run.post(new CallEvent.EdgeRestarted(clock.instant())));
        }
      } else if (call.getSnapshot().isEmpty()) {
        withoutNotes(parts, edge, call);
      } else {
        withNotes(parts, edge, call);
      }
    }
  }

  /// A line's call that nobody has answered for is offered again by itself; anything else is a
  /// remainder.
  private void withoutNotes(Wired parts, String edge, LiveCall call) {
    boolean ringing =
        !call.getLost()
            && call.getLegsList().stream()
                .anyMatch(leg -> !leg.getLine().isEmpty() && !leg.getAnswered());
    if (!ringing) {
      conclude(parts, edge, call);
    }
  }

  private static Map<String, LocalMedia> ports(LiveCall call) {
    return call.getLegsList().stream()
        .filter(leg -> leg.getRtp().getSrtpCount() > 0)
        .collect(Collectors.toMap(LiveLeg::getLegId, leg -> EdgeEffects.local(leg.getRtp())));
  }

  private void withNotes(Wired parts, String edge, LiveCall call) {
    Optional<CallState> state = SnapshotCodec.decode(call.getSnapshot(), ports(call));
    if (state.isEmpty()) {
      LOG.warn("call {} of edge {}: snapshot not understood", call.getCallId(), edge);
      conclude(parts, edge, call);
      return;
    }
    LOG.info(
        "call {} of edge {} {}", call.getCallId(), edge, call.getLost() ? "was lost" : "adopted");
    CallEvent first =
        call.getLost()
            ? new CallEvent.EdgeRestarted(clock.instant())
            : new CallEvent.Adopted(clock.instant());
    calls.adopt(state.get(), parts.effects(), first);
  }

  private void conclude(Wired parts, String edge, LiveCall call) {
    Instant now = clock.instant();
    parts
        .edges()
        .conclude(
            edge,
            CallRecord.newBuilder()
                .setCallId(call.getCallId())
                .setStartedAt(Records.timestamp(now))
                .setEndedAt(Records.timestamp(now))
                .setCause(Causes.TEMPORARY_FAILURE)
                .setReleasedBy("system")
                .setEdge(edge)
                .build());
  }
}
