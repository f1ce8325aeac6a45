package io.patchbay.trunk;

import io.patchbay.contract.Topics;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.launch.hook.Mails;
import io.patchbay.launch.hook.WebHooks;
import io.patchbay.launch.kafka.FollowerSettings;
import io.patchbay.launch.kafka.Reading;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.trunk.account.Accounts;
import io.patchbay.trunk.account.LocalPorts;
import io.patchbay.trunk.account.TrunkBoard;
import io.patchbay.trunk.account.TrunkRoutes;
import io.patchbay.trunk.account.TrunkSources;
import io.patchbay.trunk.api.CallsService;
import io.patchbay.trunk.api.SmsRouterClient;
import io.patchbay.trunk.api.TrunkServer;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.config.Knowledge;
import io.patchbay.trunk.edge.EdgeControlService;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.edge.LineTable;
import io.patchbay.trunk.edge.Tokens;
import io.patchbay.trunk.edge.TrunkControlService;
import io.patchbay.trunk.events.FactLog;
import io.patchbay.trunk.events.Ownership;
import io.patchbay.trunk.feature.Callers;
import io.patchbay.trunk.feature.MessageFeature;
import io.patchbay.trunk.feature.MessageSender;
import io.patchbay.trunk.feature.OptionsFeature;
import io.patchbay.trunk.feature.Strangers;
import io.patchbay.trunk.group.GroupMode;
import io.patchbay.trunk.locate.DnsNames;
import io.patchbay.trunk.locate.Locations;
import io.patchbay.trunk.locate.Locator;
import io.patchbay.trunk.policy.Peer;
import io.patchbay.trunk.policy.PolicyClient;
import io.patchbay.trunk.register.Authenticator;
import io.patchbay.trunk.register.Registrar;
import io.patchbay.trunk.register.Registrations;
import io.patchbay.trunk.run.BarredCalls;
import io.patchbay.trunk.run.CallIds;
import io.patchbay.trunk.run.CallNews;
import io.patchbay.trunk.run.CallTable;
import io.patchbay.trunk.run.Clockwork;
import io.patchbay.trunk.run.Drain;
import io.patchbay.trunk.run.EdgeEffects;
import io.patchbay.trunk.run.EdgeIntake;
import io.patchbay.trunk.run.Exchange;
import io.patchbay.trunk.run.Intake;
import io.patchbay.trunk.run.LoadProbe;
import io.patchbay.trunk.run.NewCalls;
import io.patchbay.trunk.run.Overload;
import io.patchbay.trunk.run.Planner;
import io.patchbay.trunk.sip.OwnRequests;
import io.patchbay.trunk.sip.SipCounters;
import io.patchbay.trunk.sip.SipEndpoint;
import io.patchbay.trunk.sip.SipUser;
import io.patchbay.trunk.tls.TlsTrunks;
import io.patchbay.trunk.watch.CallsElsewhere;
import io.patchbay.trunk.watch.WatchFeature;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replica, running: everything put together by hand.
final class Trunk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trunk.class);

  /// Six attempts take half a minute.
  private static final Duration FIRST_HOOK_PAUSE = Duration.ofSeconds(1);

  /// What it runs on.
  ///
  /// @param mailboxes runs the mailboxes of calls
  /// @param nonceSecret digest nonces are signed with a key made of it; replicas share it
  /// @param epoch made anew at each start
  record Ground(
      Clockwork clockwork,
      LongSupplier nanoTime,
      ExecutorService mailboxes,
      FactLog facts,
      Peer dialPlan,
      Peer smsRouter,
      byte[] nonceSecret,
      String epoch) {}

  final Configuration configuration = new Configuration();
  final Knowledge knowledge;
  final CallTable calls;
  private final BarredCalls barred;
  final EdgeHub hub;
  final Registrations registrations;
  final Authenticator authenticator;
  final PolicyClient policy;
  final Drain drain;
  final SipEndpoint sip;
  final GrpcServer server;
  final TrunkBoard board;
  final LocalPorts ports;
  private final WatchFeature watching;
  private final Ownership ownership;
  private final Accounts accounts;
  private final int sipPort;
  private final Duration drainDeadline;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();

  Trunk(TrunkSettings settings, Ground ground) {
    var clockwork = ground.clockwork();
    var clock = clockwork.clock();
    var random = clockwork.random();
    var facts = ground.facts();
    sipPort = settings.sip().udpPort();
    drainDeadline = settings.drainDeadline();
    closing.push(facts);
    closing.push(ground.mailboxes()::shutdownNow);
    closing.push(clockwork.timers()::shutdownNow);
    closing.push(ground.dialPlan());
    closing.push(ground.smsRouter());
    knowledge = new Knowledge(ground.nanoTime());
    calls = new CallTable(ground.mailboxes());
    barred = new BarredCalls(calls, clock);
    registrations = new Registrations(facts, clock);
    authenticator = new Authenticator(configuration, ground.nonceSecret(), clock, random);
    board = new TrunkBoard(facts, settings.name(), clock);
    var locations =
        new Locations(
            new Locator(new DnsNames(settings.dns()), random, settings.sip().tls())::locate,
            ground.mailboxes(),
            ground.nanoTime());
    var sources = new TrunkSources(configuration, locations);
    var callers = new Callers(configuration, sources, authenticator);
    var callIds = new CallIds(clock, random);
    var newCalls = new NewCalls(calls, callers, configuration, clock, callIds);
    var host = settings.sip().advertised();
    ports = new LocalPorts(settings.sip(), calls::busy, clockwork.timers(), clock);
    var trunkRoutes = new TrunkRoutes(board, locations, ports);
    var shortMessages = new SmsRouterClient(ground.smsRouter());
    var hooks = new WebHooks(settings.webHookKey(), FIRST_HOOK_PAUSE);
    closing.push(hooks);
    var mails =
        new Mails(
            settings.mail(), (SSLSocketFactory) SSLSocketFactory.getDefault(), FIRST_HOOK_PAUSE);
    closing.push(mails);
    var messages = new MessageSender(configuration, registrations, trunkRoutes, random, host);
    ownership = Owners.of(settings, clockwork, ground.nanoTime());
    closing.push(ownership);
    drain = new Drain(settings.name(), calls, going -> tellRetiring(going), this::kept);
    var intake =
        new Intake(
            calls,
            newCalls,
            new Registrar(authenticator, registrations, clock, settings.name()),
            List.of(
                new OptionsFeature(),
                new MessageFeature(
                    callers,
                    shortMessages,
                    name -> configuration.extension(name).isPresent(),
                    messages)),
            messages,
            configuration,
            clock,
            new LoadProbe(clockwork.timers(), ground.mailboxes(), ground.nanoTime()),
            new Overload(settings.overload(), ground.nanoTime()),
            knowledge,
            drain);
    var edgeIntake = new EdgeIntake(calls, newCalls, clock);
    hub =
        new EdgeHub(
            settings.name(),
            ground.epoch(),
            edgeIntake,
            new LineTable(),
            facts,
            clock,
            ground.nanoTime(),
            clockwork.timers(),
            settings.lineGrace());
    new GroupMode(configuration, hub, clock).start(clockwork.timers());
    policy = new PolicyClient(ground.dialPlan(), configuration, hub.lines(), ground.nanoTime());
    var planner =
        new Planner(
            configuration, registrations, hub, trunkRoutes, host, ground.epoch().substring(0, 4));
    var own =
        new OwnRequests(
            intake, new Strangers(configuration, sources), this::wire, clockwork.timers(), random);
    var news = new CallNews(facts, clock, ground.epoch());
    try {
      sip =
          new SipEndpoint(
              settings.sip(),
              own,
              new SipCounters(),
              clockwork.timers(),
              ground.nanoTime(),
              random);
      closing.push(sip);
      ports.use(sip.points());
      messages.use(sip);
      own.use(sip);
      watching =
          new WatchFeature(
              configuration, callers, registrations, own, clockwork.timers(), clock, host);
      closing.push(watching);
      intake.serve(watching);
      messages.summaries(watching::waits);
      news.watch(watching::called);
      var control =
          Exchange.open(
              new Exchange.Parts(
                  calls,
                  newCalls,
                  intake,
                  edgeIntake,
                  sip,
                  hub,
                  new EdgeEffects(hub, facts, clock),
                  policy,
                  planner,
                  configuration,
                  news,
                  shortMessages,
                  hooks,
                  mails,
                  facts,
                  clockwork),
              callIds);
      var service = new CallsService(control, news);
      server =
          TrunkServer.open(
              settings.bind(),
              settings.grpcPort(),
              new Tokens(settings.edgeToken(), settings.serviceToken()),
              List.of(
                  new EdgeControlService(hub),
                  new TrunkControlService(hub, messages, drain),
                  service));
      closing.push(server);
      accounts = accounts(settings, ground, locations, own);
      closing.push(service::close);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    if (settings.kafka().isEmpty()) {
      knowledge.documentsRead();
      knowledge.registrationsRead();
    } else {
      follow(
          settings.kafka(),
          ground.nanoTime(),
          new CallsElsewhere(calls::has, ground.epoch(), watching::calledElsewhere));
    }
  }

  private Accounts accounts(
      TrunkSettings settings, Ground ground, Locations locations, OwnRequests own) {
    var tls = new TlsTrunks(configuration, locations);
    own.use(tls::find);
    Accounts all =
        new Accounts(
            new Accounts.Parts(
                configuration,
                ownership,
                locations,
                own,
                board,
                ports,
                ground.clockwork().timers(),
                ground.clockwork().clock(),
                ground.clockwork().random(),
                settings.edgeToken(),
                sip,
                tls::problem));
    closing.push(all);
    return all;
  }

  private void follow(String kafka, LongSupplier nanoTime, CallsElsewhere elsewhere) {
    closing.push(
        TopicFollower.start(
            new FollowerSettings(kafka, "sip-trunk"),
            List.of(
                new Reading.Whole(Topics.CONFIG),
                new Reading.Whole(Topics.REGISTRATIONS),
                new Reading.Whole(Topics.TRUNK_STATE),
                new Reading.Whole(Topics.LINE_STATE),
                new Reading.Whole(Topics.POLICY_STATE),
                new Reading.Whole(Topics.PHONE_SETTINGS),
                new Reading.FromNow(Topics.CALL_EVENTS)),
            new TopicIntake(
                this::configure,
                this::tellEdges,
                this::police,
                this::set,
                knowledge,
                registrations,
                board,
                elsewhere,
                hub),
            nanoTime));
  }

  private void tellEdges() {
    if (knowledge.documentsKnown()) {
      hub.documents(configuration.applied());
    }
  }

  private SipUser.Wire wire() {
    SettingsSpec spec = configuration.documents().settings();
    return new SipUser.Wire(
        spec.getSignallingDscp(), spec.getReplyToSource(), !spec.getSilentToStrangers());
  }

  int sipPort() {
    return sipPort;
  }

  private void tellRetiring(boolean going) {
    hub.retiring(going);
    ownership.retire(going);
  }

  /// Trunks it looks after.
  private int kept() {
    return accounts.size();
  }

  /// Takes documents over.
  void configure(Collection<Document> documents) {
    configuration.apply(documents);
    if (!configuration.documents().all().isEmpty()) {
      knowledge.document();
    }
    tellEdges();
    ports.reconcile(configuration.documents().trunks());
    accounts.reconcile();
    barred.end(configuration.documents());
    LOG.info("{} documents in force", configuration.documents().all().size());
  }

  /// Takes over what policies have done to a line.
  void police(PolicyStateRecord state) {
    configuration.police(state);
    tellEdges();
    accounts.reconcile();
  }

  /// Takes over what somebody has set on a phone.
  void set(PhoneSetting setting) {
    hub.phone(setting);
  }

  /// Waits for the calls to end when there is a deadline for that, then stops in the reverse order
  /// of the start.
  @Override
  public void close() {
    drain.leave(drainDeadline);
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        LOG.warn("not stopped cleanly", e);
      }
    }
  }
}
