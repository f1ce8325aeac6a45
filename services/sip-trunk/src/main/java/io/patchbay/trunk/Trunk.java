package io.patchbay.trunk;

import io.patchbay.contract.Topics;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.launch.kafka.FollowerSettings;
import io.patchbay.launch.kafka.Reading;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.proto.config.v1.Document;
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
import io.patchbay.trunk.feature.Callers;
import io.patchbay.trunk.feature.MessageFeature;
import io.patchbay.trunk.feature.MessageSender;
import io.patchbay.trunk.feature.OptionsFeature;
import io.patchbay.trunk.group.GroupMode;
import io.patchbay.trunk.policy.Peer;
import io.patchbay.trunk.policy.PolicyClient;
import io.patchbay.trunk.register.Authenticator;
import io.patchbay.trunk.register.Registrar;
import io.patchbay.trunk.register.Registrations;
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
import io.patchbay.trunk.sip.SipCounters;
import io.patchbay.trunk.sip.SipEndpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replica, running: everything put together by hand.
final class Trunk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trunk.class);

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
  final EdgeHub hub;
  final Registrations registrations;
  final Authenticator authenticator;
  final PolicyClient policy;
  final Drain drain;
  final SipEndpoint sip;
  final GrpcServer server;
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
    registrations = new Registrations(facts, clock);
    authenticator = new Authenticator(configuration, ground.nonceSecret(), clock, random);
    var callers = new Callers(configuration, authenticator);
    var callIds = new CallIds(clock, random);
    var newCalls = new NewCalls(calls, callers, configuration, clock, callIds);
    var host = settings.sip().advertised();
    var messages = new MessageSender(configuration, registrations, random, host);
    drain = new Drain(calls, going -> tellRetiring(going));
    var intake =
        new Intake(
            calls,
            newCalls,
            new Registrar(authenticator, registrations, clock, settings.name()),
            List.of(
                new OptionsFeature(),
                new MessageFeature(callers, new SmsRouterClient(ground.smsRouter()))),
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
        new Planner(configuration, registrations, hub, host, ground.epoch().substring(0, 4));
    var news = new CallNews(facts, clock, ground.epoch());
    try {
      sip =
          new SipEndpoint(
              settings.sip(),
              intake,
              new SipCounters(),
              clockwork.timers(),
              ground.nanoTime(),
              random);
      closing.push(sip);
      messages.use(sip);
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
      closing.push(service::close);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    if (settings.kafka().isEmpty()) {
      knowledge.documentsRead();
      knowledge.registrationsRead();
    } else {
      follow(settings.kafka(), ground.nanoTime());
    }
  }

  private void follow(String kafka, LongSupplier nanoTime) {
    closing.push(
        TopicFollower.start(
            new FollowerSettings(kafka, "sip-trunk"),
            List.of(
                new Reading.Whole(Topics.CONFIG),
                new Reading.Whole(Topics.REGISTRATIONS),
                new Reading.Whole(Topics.LINE_STATE)),
            new TopicIntake(this::configure, this::tellEdges, knowledge, registrations, hub),
            nanoTime));
  }

  private void tellEdges() {
    if (knowledge.documentsKnown()) {
      hub.documents(configuration.documents());
    }
  }

  int sipPort() {
    return sipPort;
  }

  private void tellRetiring(boolean going) {
    hub.retiring(going);
  }

  /// Takes documents over.
  void configure(Collection<Document> documents) {
    configuration.apply(documents);
    if (!configuration.documents().all().isEmpty()) {
      knowledge.document();
    }
    tellEdges();
    LOG.info("{} documents in force", configuration.documents().all().size());
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
