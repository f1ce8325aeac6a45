package io.patchbay.trunk.run;

import io.patchbay.trunk.cause.Reason;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.config.Knowledge;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.Destination;
import io.patchbay.trunk.dialog.Fields;
import io.patchbay.trunk.dialog.Leg;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.Replaces;
import io.patchbay.trunk.dialog.SipChannel;
import io.patchbay.trunk.dialog.Takeover;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.feature.MessageSender;
import io.patchbay.trunk.feature.SipFeature;
import io.patchbay.trunk.register.Digest;
import io.patchbay.trunk.register.Registrar;
import io.patchbay.trunk.sdp.SdpException;
import io.patchbay.trunk.sdp.SdpParser;
import io.patchbay.trunk.sdp.SessionDescription;
import io.patchbay.trunk.sip.Backlog;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.IncomingResponse;
import io.patchbay.trunk.sip.Reply;
import io.patchbay.trunk.sip.SipEndpoint;
import io.patchbay.trunk.sip.SipUser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the stack hears, as events of calls; what is no call, to its feature. Called on the stack's
/// threads.
public final class Intake implements SipUser {
  /// Requests of ours, beside INVITE, whose answers a call waits for.
  private static final Set<String> AWAITED = Set.of("UPDATE");

  private final CallTable calls;
  private final NewCalls newCalls;
  private final Registrar registrar;
  private final Map<String, SipFeature> features;
  private final MessageSender messages;
  private final Configuration configuration;
  private final InstantSource clock;
  private final LoadProbe probe;
  private final Overload overload;
  private final Knowledge knowledge;
  private final Drain drain;
  private volatile @Nullable SipEndpoint sip;
  private volatile @Nullable EdgeHub edges;

  public Intake(
      CallTable calls,
      NewCalls newCalls,
      Registrar registrar,
      List<SipFeature> features,
      MessageSender messages,
      Configuration configuration,
      InstantSource clock,
      LoadProbe probe,
      Overload overload,
      Knowledge knowledge,
      Drain drain) {
    this.calls = calls;
    this.newCalls = newCalls;
    this.registrar = registrar;
    this.features =
        features.stream()
            .collect(Collectors.toConcurrentMap(SipFeature::method, Function.identity()));
    this.messages = messages;
    this.configuration = configuration;
    this.clock = clock;
    this.probe = probe;
    this.overload = overload;
    this.knowledge = knowledge;
    this.drain = drain;
  }

  /// The stack is there, and the edges can be commanded.
  public void use(SipEndpoint endpoint, EdgeHub hub) {
    edges = hub;
    sip = endpoint;
  }

  /// Answers one more method.
  public void serve(SipFeature feature) {
    features.put(feature.method(), feature);
  }

  private void reply(IncomingRequest request, Reply reply) {
    SipEndpoint endpoint = sip;
    if (endpoint != null) {
      endpoint.reply(request, reply);
    }
  }

  @Override
  public boolean strict() {
    return configuration.documents().settings().getStrictSip();
  }

  @Override
  public boolean urgent(String called) {
    return configuration.isEmergency(called);
  }

  @Override
  public Door door() {
    SipEndpoint endpoint = sip;
    EdgeHub hub = edges;
    if (endpoint == null || hub == null || !knowledge.complete()) {
      return Door.STARTING;
    }
    if (drain.draining()) {
      return Door.DRAINING;
    }
    Backlog datagrams = endpoint.backlog();
    boolean full =
        overload.full(
            datagrams.depth() + calls.waiting() + calls.undecided() + hub.unanswered(),
            Math.max(datagrams.ageNanos(), probe.delayNanos()));
    return full ? Door.FULL : Door.OPEN;
  }

  @Override
  public void request(IncomingRequest request) {
    if (request.method().equals("CANCEL")) {
      calls
          .ofLeg(request.leg())
          .ifPresent(run ->
              run.post(
                  new CallEvent.CancelArrived(clock.instant(), request.leg(), cause(request))));
    } else if (!request.toTag().isEmpty() && !request.method().equals("SUBSCRIBE")) {
      inDialog(request);
    } else if (request.method().equals("INVITE")) {
      overload.taken();
      newCalls.invite(request, reply -> reply(request, reply));
    } else if (request.method().equals("REGISTER")) {
      reply(request, registrar.register(request));
    } else {
      SipFeature feature = features.get(request.method());
      if (feature == null) {
        // BYE, INFO, UPDATE, PRACK without a dialog
        reply(request, Reply.of(481));
      } else {
        feature.request(request, reply -> reply(request, reply));
      }
    }
  }

  private void inDialog(IncomingRequest request) {
    String legId = request.toTag();
    CallRun run = calls.ofLeg(legId).orElse(null);
    Leg leg = run == null ? null : run.state().leg(legId).orElse(null);
    boolean known =
        leg != null
            && leg.channel() instanceof SipChannel sipLeg
            && sipLeg.dialog().callId().equals(request.callId())
            && sipLeg.dialog().remoteTag().equals(request.fromTag());
    if (run == null || leg == null || !known) {
      if (!request.method().equals("ACK")) {
        reply(request, Reply.of(481));
      }
      return;
    }
    SessionDescription sdp;
    try {
      sdp = sdp(request);
    } catch (SdpException e) {
      if (!request.method().equals("ACK")) {
        reply(request, Reply.of(400));
        return;
      }
      sdp = null;
    }
    event(request, leg, sdp).ifPresent(run::post);
  }

  private Optional<CallEvent> event(
      IncomingRequest request, Leg to, @Nullable SessionDescription sdp) {
    String leg = to.id();
    Instant at = clock.instant();
    long cseq = request.cseq();
    return switch (request.method()) {
      case "ACK" -> Optional.of(new CallEvent.AckArrived(at, leg, sdp));
      case "BYE" -> Optional.of(new CallEvent.ByeArrived(at, leg, request, cseq, cause(request)));
      case "INVITE" ->
          Optional.of(
              new CallEvent.ReinviteArrived(
                  at, leg, request, cseq, request.contact(), sdp, request.fields()));
      case "UPDATE" ->
          Optional.of(
              new CallEvent.UpdateArrived(
                  at, leg, request, cseq, request.contact(), sdp, request.fields()));
      case "PRACK" ->
          Optional.of(new CallEvent.PrackArrived(at, leg, request, cseq, request.rack(), sdp));
      case "REFER" ->
          Optional.of(
              new CallEvent.ReferArrived(
                  at, leg, request, cseq, request.fields(), joined(request, leg).orElse(null)));
      case "INFO" ->
          Optional.of(new CallEvent.InfoArrived(at, leg, request, cseq, digit(request, to)));
      case "OPTIONS" -> {
        reply(request, Reply.of(200).withContact().with("Accept", "application/sdp"));
        yield Optional.empty();
      }
      default -> {
        reply(
            request,
            Reply.of(405)
                .with("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK, INFO, REFER"));
        yield Optional.empty();
      }
    };
  }

  /// The far end of another call of ours that a Refer-To wants to be joined with.
  private Optional<Destination> joined(IncomingRequest request, String leg) {
    return Replaces.ofReferTo(request.fields().first("Refer-To"))
        .flatMap(replaces ->
            calls
                .ofLeg(replaces.toTag())
                .or(() -> calls.ofLeg(replaces.fromTag()))
                .filter(run ->
                    run.state().leg(leg).isEmpty()
                        && run.state().legs().stream()
                            .anyMatch(one ->
                                one.channel() instanceof SipChannel sip
                                    && replaces.means(sip.dialog())))
                .flatMap(run -> Takeover.farEnd(run.state(), replaces)));
  }

  private String digit(IncomingRequest request, Leg leg) {
    return new DtmfAccounts(configuration).of(leg.party()).takesInfo()
        ? InfoDigits.read(request.contentType(), request.body())
        : "";
  }

  static @Nullable SessionDescription sdp(IncomingRequest request) {
    return request.contentType().equals("application/sdp") && !request.body().isEmpty()
        ? SdpParser.parse(request.body())
        : null;
  }

  private static int cause(IncomingRequest request) {
    return request.header("Reason").map(Reason::cause).orElse(0);
  }

  @Override
  public void response(IncomingResponse response) {
    if (MessageSender.ours(response.tag())) {
      messages.response(response);
      return;
    }
    CallRun run = calls.ofLeg(response.tag()).orElse(null);
    if (run == null) {
      return;
    }
    if (!response.method().equals("INVITE")) {
      responded(run, response);
      return;
    }
    event(run, response).ifPresent(run::post);
  }

  private void responded(CallRun run, IncomingResponse response) {
    if (response.status() >= 200 && AWAITED.contains(response.method())) {
      run.post(
          new CallEvent.Responded(
              clock.instant(),
              response.tag(),
              response.method(),
              response.status(),
              response.contact(),
              response.cseq(),
              response.fields()));
    }
  }

  private Optional<CallEvent> event(CallRun run, IncomingResponse response) {
    Instant at = clock.instant();
    String leg = response.tag();
    if (response.status() >= 300) {
      return Optional.of(
          new CallEvent.Failure(
              at,
              leg,
              response.status(),
              Reason.cause(response.header("Reason")),
              challenge(run, response),
              response.cseq(),
              response.fields()));
    }
    SessionDescription sdp = null;
    if (!response.body().isEmpty()) {
      try {
        sdp = SdpParser.parse(response.body());
      } catch (SdpException e) {
        // as if it had none: a 2xx is then acknowledged and ended
        sdp = new SessionDescription(List.of());
      }
    }
    return Optional.of(
        response.status() < 200
            ? new CallEvent.Provisional(
                at,
                leg,
                response.status(),
                response.remoteTag(),
                response.routes(),
                response.contact(),
                sdp,
                response.rseq(),
                response.cseq(),
                response.fields())
            : new CallEvent.Success(
                at,
                leg,
                response.remoteTag(),
                response.routes(),
                response.contact(),
                sdp,
                response.cseq(),
                response.fields()));
  }

  /// `401 Digest …` or `407 Digest …` when there are credentials for this peer.
  private String challenge(CallRun run, IncomingResponse response) {
    if (response.status() != 401 && response.status() != 407) {
      return "";
    }
    String name = response.status() == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
    return run.state()
        .leg(response.tag())
        .filter(leg -> leg.party().kind() == Party.Kind.TRUNK)
        .flatMap(leg -> configuration.trunk(leg.party().name()))
        .map(spec ->
            new Digest.Account(
                spec.getAuthUser(), spec.getAuthPassword(), spec.getAccount().getRealm()))
        .flatMap(account -> Digest.choose(response.headers(name), account))
        .map(value -> response.status() + " " + value)
        .orElse("");
  }

  @Override
  public void failed(String tag, String method, long cseq, int status) {
    if (MessageSender.ours(tag)) {
      messages.failed(tag, status);
    } else if (method.equals("INVITE")) {
      calls
          .ofLeg(tag)
          .ifPresent(
              run -> run.post(new CallEvent.Failure(clock.instant(), tag, status, 0, "", cseq)));
    } else if (AWAITED.contains(method)) {
      calls
          .ofLeg(tag)
          .ifPresent(run ->
              run.post(
                  new CallEvent.Responded(
                      clock.instant(), tag, method, status, "", cseq, Fields.NONE)));
    }
  }

  @Override
  public void unacknowledged(String leg) {
    calls.ofLeg(leg).ifPresent(run -> run.post(new CallEvent.AckMissing(clock.instant(), leg)));
  }
}
