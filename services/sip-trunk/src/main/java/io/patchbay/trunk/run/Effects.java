package io.patchbay.trunk.run;

import io.patchbay.contract.document.Pins;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.emergency.Zones;
import io.patchbay.trunk.cause.Reason;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.dialog.Action;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.DigitPaths;
import io.patchbay.trunk.dialog.Fields;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Leg;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.RequestHandle;
import io.patchbay.trunk.dialog.SessionFields;
import io.patchbay.trunk.dialog.SipChannel;
import io.patchbay.trunk.location.LocatedOffer;
import io.patchbay.trunk.policy.PolicyClient;
import io.patchbay.trunk.register.Digest;
import io.patchbay.trunk.sip.Escapes;
import io.patchbay.trunk.sip.Pace;
import io.patchbay.trunk.sip.Reply;
import io.patchbay.trunk.sip.SentInvite;
import io.patchbay.trunk.sip.SipEndpoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out the actions of call machines. Runs in the call's mailbox; never blocks on a peer.
final class Effects {
  private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

  private final CallTable calls;
  private final SipEndpoint sip;
  private final EdgeEffects edges;
  private final PolicyClient policy;
  private final Planner planner;
  private final Configuration configuration;
  private final CallNews news;
  private final EmergencyNotice emergency;
  private final DtmfAccounts dtmf;
  private final ScheduledExecutorService timers;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final LongAdder unexpected = new LongAdder();

  Effects(
      CallTable calls,
      SipEndpoint sip,
      EdgeEffects edges,
      PolicyClient policy,
      Planner planner,
      Configuration configuration,
      CallNews news,
      EmergencyNotice emergency,
      Clockwork clockwork) {
    this.calls = calls;
    this.sip = sip;
    this.edges = edges;
    this.policy = policy;
    this.planner = planner;
    this.configuration = configuration;
    this.news = news;
    this.emergency = emergency;
    this.dtmf = new DtmfAccounts(configuration);
    this.timers = clockwork.timers();
    this.clock = clockwork.clock();
    this.random = clockwork.random();
  }

  RecordControl recording() {
    return new RecordControl(dtmf, edges::ask);
  }

  /// Where digits of a call go besides the media.
  DigitPaths paths(CallState call) {
    return dtmf.paths(call);
  }

  long unexpected() {
    return unexpected.sum();
  }

  void perform(CallRun run, Action action) {
    switch (action) {
      case Action.AskPolicy ask ->
          policy.route(
              ask.request(),
              decision -> {
                emergency.tell(ask.request(), decision);
                run.post(
                    new CallEvent.Routed(
                        clock.instant(),
                        planner.plan(
                            shown(
                                ask.request(),
                                EarlyDial.judged(
                                    configuration.documents(),
                                    ask.request().getCalledNumber(),
                                    decision)),
                            caller(run))));
              });
      case Action.NoHelp(RouteRequest request, Decision decision) ->
          emergency.failed(request, decision);
      case Action.ComparePin one ->
          run.post(
              new CallEvent.PinCompared(
                  clock.instant(),
                  Pins.matches(
                      configuration
                          .documents()
                          .pins()
                          .getOrDefault(one.pin(), PinSpec.getDefaultInstance()),
                      one.digits())));
      case Action.Renew renew ->
          policy.renew(
              renew.request(),
              granted ->
                  run.post(new CallEvent.Renewed(clock.instant(), renew.request(), granted)));
      case Action.ToEdge command -> edges.send(run, dtmf.completed(run.state(), command));
      case Action.Snapshot _ -> edges.snapshot(run);
      case Action.Conclude _ -> edges.conclude(run);
      case Action.Provisional one ->
          sip.provisional(
              one.leg(),
              one.request(),
              one.status(),
              described(run, one.leg(), one.sdp()),
              one.rseq(),
              List.of(),
              pace(run, one.leg()));
      case Action.StopProvisional(String leg) -> sip.stopProvisional(leg);
      case Action.Accept one ->
          sip.accept(
              one.leg(),
              one.request(),
              described(run, one.leg(), one.sdp()),
              of(run, one.leg(), SessionFields::ofAnswer),
              pace(run, one.leg()));
      case Action.StopAccept(String leg) -> sip.acknowledged(leg);
      case Action.Reject one ->
          sip.reject(one.leg(), one.request(), one.status(), one.cause(), refusal(run, one));
      case Action.Reply one ->
          sip.reply(
              one.request(),
              one.status() == 200
                  ? Reply.of(200)
                      .withContact()
                      .withSdp(described(run, one.dialog().localTag(), one.sdp()))
                      .with(fields(one.fields()))
                  : Reply.of(one.status()).with(fields(one.fields())));
      case Action.Invite one -> invite(run, one);
      case Action.Reinvite one ->
          sip.invite(
                  one.dialog(),
                  described(run, one.leg(), one.sdp()),
                  of(run, one.leg(), SessionFields::ofRefresh),
                  pace(run, one.leg()))
              .ifPresent(sent -> run.sent(one.leg(), sent));
      case Action.Update(String leg, Dialog dialog) ->
          sip.request(
              dialog, "UPDATE", "", "", of(run, leg, SessionFields::ofRefresh), pace(run, leg));
      case Action.Cancel(String leg, int cause) -> {
        SentInvite sent = run.sent(leg);
        if (sent != null) {
          sip.cancel(sent, cause);
        }
      }
      case Action.Ack(Dialog dialog, long cseq) -> sip.ack(dialog, cseq);
      case Action.Prack(Dialog dialog, long rseq, long inviteSeq) ->
          sip.request(
              dialog,
              "PRACK",
              "",
              "",
              List.of(new Reply.Field("RAck", rseq + " " + inviteSeq + " INVITE")),
              pace(run, dialog.localTag()));
      case Action.Notify one ->
          sip.request(
              one.dialog(),
              "NOTIFY",
              one.body(),
              "message/sipfrag",
              fields(one.fields()),
              pace(run, one.dialog().localTag()));
      case Action.Redirect one ->
          sip.reject(
              one.leg(),
              one.request(),
              one.status(),
              0,
              List.of(new Reply.Field("Contact", one.contact())));
      case Action.Bye(Dialog dialog, int cause) ->
          sip.request(
              dialog,
              "BYE",
              "",
              "",
              List.of(new Reply.Field("Reason", Reason.of(cause))),
              pace(run, dialog.localTag()));
      case Action.Avoid(Flow flow) -> planner.avoid(flow);
      case Action.InfoDigit one -> info(run, one);
      case Action.Start start -> start(run, start);
      case Action.Stop stop -> run.stop(stop.timer(), stop.leg());
      case Action.Publish one -> news.publish(run.state(), one);
      case Action.PublishParty one -> news.publish(run.state(), one);
      case Action.Unexpected one -> {
        unexpected.increment();
        LOG.debug("{} {{}} does not expect {}", one.machine(), one.state(), one.event());
      }
      case Action.Forget _ -> {
        run.forget();
        calls.remove(run);
      }
    }
  }

  /// What is known of who called.
  private static Identities.Caller caller(CallRun run) {
    String number = run.state().origin().party().number();
    List<String> diverted = run.state().moves().diverted();
    Leg leg = run.state().caller().orElse(null);
    if (leg == null || !(leg.channel() instanceof SipChannel sip)) {
      return new Identities.Caller(number, diverted, Fields.NONE, false);
    }
    return new Identities.Caller(
        number, diverted, sip.session().heard(), sip.session().spec().getIdentity().getTrusted());
  }

  private static Pace pace(CallRun run, String leg) {
    return run.state()
        .leg(leg)
        .map(one -> one.channel() instanceof SipChannel sip ? sip : null)
        .map(one -> one.session().spec().getTimers())
        .map(Pace::of)
        .orElse(Pace.USUAL);
  }

  private String described(CallRun run, String leg, String sdp) {
    return dtmf.described(run.state(), leg, sdp);
  }

  private void info(CallRun run, Action.InfoDigit one) {
    run.state()
        .leg(one.leg())
        .map(leg -> dtmf.of(leg.party()))
        .ifPresent(rules ->
            sip.request(
                one.dialog(),
                "INFO",
                rules.infoBody(one.digit()),
                rules.infoType(),
                List.of(),
                pace(run, one.leg())));
  }

  private static List<Reply.Field> of(
      CallRun run, String leg, Function<SipChannel, Fields> speaking) {
    return run.state().leg(leg).map(one -> fields(speaking.apply(one.sip()))).orElse(List.of());
  }

  /// Who calls for help reads on his telephone why nobody came (RFC 3261 §20.43).
  private List<Reply.Field> refusal(CallRun run, Action.Reject one) {
    List<Reply.Field> fields =
        of(run, one.leg(), leg -> SessionFields.ofRefusal(leg, one.status()));
    boolean help = run.state().plan().decision().getEmergency() && one.status() / 100 != 4;
    if (!help) {
      return fields;
    }
    List<Reply.Field> more = new ArrayList<>(fields);
    more.add(
        new Reply.Field(
            "Warning", "399 " + planner.host() + " \"The emergency call has no way out\""));
    return more;
  }

  private static List<Reply.Field> fields(Fields fields) {
    return fields.all().stream()
        .map(field -> new Reply.Field(field.name(), field.value()))
        .toList();
  }

  /// A request that found the call just before it was forgotten.
  void tooLate(CallEvent event) {
    RequestHandle request =
        switch (event) {
          case CallEvent.ByeArrived bye -> bye.request();
          case CallEvent.ReinviteArrived again -> again.request();
          case CallEvent.UpdateArrived update -> update.request();
          case CallEvent.PrackArrived prack -> prack.request();
          case CallEvent.ReferArrived refer -> refer.request();
          case CallEvent.Replacing replacing -> replacing.invite().request();
          case CallEvent.InfoArrived info -> info.request();
          default -> null;
        };
    if (request != null) {
      sip.reply(request, Reply.of(481));
    }
  }

  /// Who withholds his number stays unknown, whatever the plan knows of him.
  private static Decision shown(RouteRequest asked, Decision decision) {
    boolean withheld =
        asked.getOriginKind() == OriginKind.ORIGIN_KIND_EXTENSION
            && asked.getCallingNumber().isEmpty()
            && !decision.getEmergency();
    return withheld
        ? decision.toBuilder().clearCallingNumber().clearCallingName().build()
        : decision;
  }

  private void start(CallRun run, Action.Start start) {
    run.timer(
        start.timer(),
        start.leg(),
        timers.schedule(
            () -> run.post(new CallEvent.Expired(clock.instant(), start.timer(), start.leg())),
            start.length().toMillis(),
            TimeUnit.MILLISECONDS));
  }

  private void invite(CallRun run, Action.Invite one) {
    List<Reply.Field> fields = new ArrayList<>(of(run, one.leg(), SessionFields::ofInvite));
    if (!one.route().contact().isEmpty()) {
      fields.add(new Reply.Field("Contact", one.route().contact()));
    }
    if (one.route().restricted()) {
      fields.add(new Reply.Field("Privacy", "id"));
    }
    if (!one.challenge().isEmpty()) {
      credentials(run, one, fields);
    }
    String sdp = described(run, one.leg(), one.sdp());
    Optional<LocatedOffer> located = located(run, one.leg(), sdp);
    located.ifPresent(offer -> {
      fields.add(new Reply.Field("Geolocation", offer.geolocation()));
      fields.add(new Reply.Field("Geolocation-Routing", "yes"));
    });
    sip.invite(
            one.dialog(),
            located.map(LocatedOffer::body).orElse(sdp),
            located.map(LocatedOffer::contentType).orElse("application/sdp"),
            fields,
            pace(run, one.leg()))
        .ifPresent(sent -> run.sent(one.leg(), sent));
  }

  /// A trunk that takes emergency calls learns where the caller is (catalogue E4, 5).
  private Optional<LocatedOffer> located(CallRun run, String leg, String sdp) {
    Decision decision = run.state().plan().decision();
    boolean told =
        decision.getEmergency()
            && run.state()
                .leg(leg)
                .filter(of -> of.party().kind() == Party.Kind.TRUNK)
                .flatMap(of -> configuration.trunk(of.party().name()))
                .filter(TrunkSpec::getEmergency)
                .isPresent();
    return Optional.ofNullable(configuration.documents().sites().get(decision.getSite()))
        .filter(_ -> told)
        .flatMap(site ->
            LocatedOffer.of(
                Zones.at(site, decision.getZone()),
                sdp,
                run.id(),
                planner.host(),
                Escapes.encodedUser(decision.getCallingNumber()),
                clock.instant()));
  }

  /// @param one its challenge is `401 Digest …` or `407 Digest …`
  private void credentials(CallRun run, Action.Invite one, List<Reply.Field> fields) {
    Leg leg = run.state().leg(one.leg()).orElseThrow();
    int space = one.challenge().indexOf(' ');
    String name = one.challenge().startsWith("407") ? "Proxy-Authorization" : "Authorization";
    configuration
        .trunk(leg.party().name())
        .flatMap(spec ->
            Digest.answer(
                one.challenge().substring(space + 1),
                new Digest.Account(
                    spec.getAuthUser(), spec.getAuthPassword(), spec.getAccount().getRealm()),
                new Digest.Use(
                    "INVITE",
                    one.dialog().remoteTarget(),
                    one.sdp(),
                    1,
                    Long.toHexString(random.nextLong()))))
        .ifPresent(value -> fields.add(new Reply.Field(name, value)));
  }
}
