package io.patchbay.dialplan;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.patchbay.contract.Topics;
import io.patchbay.dialplan.api.LimitsService;
import io.patchbay.dialplan.api.PolicyService;
import io.patchbay.dialplan.api.ShortMessages;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.dialplan.events.AuditTrail;
import io.patchbay.dialplan.events.CallDigests;
import io.patchbay.dialplan.events.Intake;
import io.patchbay.dialplan.events.LedgerTopic;
import io.patchbay.dialplan.events.PhoneSettings;
import io.patchbay.dialplan.limit.EmergencySelfTest;
import io.patchbay.dialplan.limit.LateHelpNotice;
import io.patchbay.dialplan.limit.Leases;
import io.patchbay.dialplan.limit.MessageLeases;
import io.patchbay.dialplan.limit.Policing;
import io.patchbay.dialplan.limit.Quotas;
import io.patchbay.dialplan.limit.SelfTestNotice;
import io.patchbay.dialplan.list.NumberFiles;
import io.patchbay.dialplan.portability.Portability;
import io.patchbay.dialplan.rule.RuleOrder;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.launch.kafka.FollowerSettings;
import io.patchbay.launch.kafka.Reading;
import io.patchbay.launch.kafka.StateLog;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.routing.RoutingRule;
import io.patchbay.routing.conduct.Standings;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the service together.
@Factory
@Requires(env = DialPlanMain.SERVICE)
final class DialPlanFactory {
  private static final Logger LOG = LoggerFactory.getLogger(DialPlanFactory.class);

  /// A replay brings a thousand calls and documents of up to a megabyte.
  private static final int LARGEST_REQUEST = 2 << 20;

  /// For the ledger of limits; a trunk waits 200 ms for a decision.
  private static final Duration PATIENCE = Duration.ofMillis(150);

  /// Of policies that fire every so many minutes.
  private static final Duration TICK = Duration.ofSeconds(2);

  private static final Duration SETTLING = Duration.ofDays(2);

  @Singleton
  Decisions decisions(
      List<RoutingRule> rules,
      @Value("${patchbay.rules}") List<String> order,
      @Value("${patchbay.lists}") String lists) {
    NumberFiles files = new NumberFiles(Path.of(lists));
    files.ahead();
    return new Decisions(RuleOrder.of(rules, order), files);
  }

  @Singleton
  Quotas quotas() {
    return new Quotas(() -> UUID.randomUUID().toString(), PATIENCE);
  }

  /// @param clockFile is there when the clock is right, as `/run/systemd/timesync/synchronized`;
  ///   empty: it always is
  @Singleton
  Leases leases(
      Quotas quotas,
      Decisions decisions,
      @Value("${patchbay.limits.clock-file:}") String clockFile) {
    return new Leases(
        quotas,
        decisions::limits,
        Clock.systemUTC(),
        () -> clockFile.isEmpty() || Files.exists(Path.of(clockFile)),
        () -> UUID.randomUUID().toString());
  }

  @Singleton
  Policing policing(Quotas quotas, Decisions decisions) {
    return new Policing(quotas, decisions::documents, Clock.systemUTC());
  }

  @Singleton
  @Bean(preDestroy = "close")
  StateLog callDigestLog(@Value("${patchbay.kafka.bootstrap}") String bootstrap) {
    return new StateLog(
        new FollowerSettings(bootstrap, "dial-plan-call-digests"), Topics.CALL_DIGEST);
  }

  @Singleton
  CallDigests callDigests(StateLog log, Decisions decisions) {
    return new CallDigests(log::last, log::write, decisions);
  }

  @Singleton
  Intake intake(
      Decisions decisions,
      Leases leases,
      Policing policing,
      CallDigests digests,
      LateHelpNotice lateHelp,
      MeterRegistry meters) {
    Intake intake =
        new Intake(
            decisions,
            call -> {
              leases.settle(call);
              policing.count(call);
              lateHelp.count(call);
            },
            digests);
    FunctionCounter.builder("patchbay.policy.records.unreadable", intake, Intake::unreadable)
        .register(meters);
    return intake;
  }

  @Context
  @Bean(preDestroy = "close")
  DialPlan dialPlan(
      Decisions decisions,
      Intake intake,
      CallDigests digests,
      Quotas quotas,
      Leases leases,
      Policing policing,
      ShortMessages messages,
      SiteNews people,
      AuditTrail audit,
      LateHelpNotice lateHelp,
      MeterRegistry meters,
      @Value("${patchbay.bind}") String bind,
      @Value("${grpc.server.port}") int grpcPort,
      @Value("${patchbay.kafka.bootstrap}") String bootstrap) {
    Timer routes =
        Timer.builder("patchbay.policy.route").publishPercentiles(0.5, 0.99).register(meters);
    Clock clock = Clock.systemUTC();
    HttpClient http = HttpClient.newHttpClient();
    PhoneSettings phones = new PhoneSettings(bootstrap);
    MessageLeases messageLeases = new MessageLeases(quotas, decisions::limits, leases::moment);
    PolicyService policy =
        new PolicyService(
            decisions,
            leases,
            messageLeases,
            phones::keep,
            new Portability(http, System::nanoTime),
            clock,
            System::nanoTime,
            routes::record);
    GrpcServer server =
        GrpcServer.direct(
            new InetSocketAddress(bind, grpcPort),
            builder ->
                builder
                    .maxInboundMessageSize(LARGEST_REQUEST)
                    .addService(policy)
                    .addService(new LimitsService(leases, messageLeases, policing)));
    TopicFollower topics =
        TopicFollower.start(
            new FollowerSettings(bootstrap, DialPlanMain.SERVICE),
            List.of(
                new Reading.Whole(Topics.CONFIG),
                new Reading.Whole(Topics.LINE_STATE),
                new Reading.Whole(Topics.PHONE_SETTINGS),
                // lines count the calls of a day, leases wait for their records longer
                new Reading.Resumed(
                    Topics.CALL_RECORDS,
                    digests::restore,
                    clock.instant().truncatedTo(ChronoUnit.DAYS).minus(SETTLING))),
            intake,
            System::nanoTime);
    quotas.onBilled(() -> leases.reportLow(messages::send));
    quotas.onPoliced(state -> {
      LOG.warn("{}: {}", state.getSubject(), Standings.words(state));
      decisions.police(state);
    });
    LedgerTopic ledger = new LedgerTopic(bootstrap, quotas, System::nanoTime);
    ScheduledExecutorService minutes =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dial-plan-minutes").factory());
    SelfTestNotice notice = new SelfTestNotice(decisions::documents, people, audit::keep);
    EmergencySelfTest selfTest =
        new EmergencySelfTest(
            quotas, decisions::documents, decisions::checkEmergency, clock, notice::tell);
    Runnable tick =
        () -> {
          policing.tick();
          selfTest.tick();
          lateHelp.tick();
        };
    var _ =
        minutes.scheduleWithFixedDelay(
            tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    return new DialPlan(topics, ledger, phones, server, http, minutes);
  }
}
