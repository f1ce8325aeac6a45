package io.patchbay.trunk;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.patchbay.launch.hook.MailServer;
import io.patchbay.trunk.events.FactLog;
import io.patchbay.trunk.events.KafkaFactLog;
import io.patchbay.trunk.lease.KubernetesAccess;
import io.patchbay.trunk.policy.Peer;
import io.patchbay.trunk.run.Clockwork;
import io.patchbay.trunk.run.Overload;
import io.patchbay.trunk.sip.SipCounters;
import io.patchbay.trunk.sip.SipSettings;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes the trunk of configuration, with the real clock and real chance.
@Factory
final class TrunkFactory {
  @Singleton
  MailServer mail(
      @Value("${patchbay.mail.host:}") String host,
      @Value("${patchbay.mail.port:587}") int port,
      @Value("${patchbay.mail.security:starttls}") String security,
      @Value("${patchbay.mail.user:}") String user,
      @Value("${patchbay.mail.password:}") String password,
      @Value("${patchbay.mail.from:}") String from) {
    return MailServer.of(host, port, security, user, password, from);
  }

  @Context
  @Bean(preDestroy = "close")
  Trunk trunk(
      @Value("${patchbay.trunk.name:sip-trunk-1}") String name,
      @Value("${patchbay.sip.host:`127.0.0.1`}") String sipHost,
      @Value("${patchbay.sip.advertised:}") String advertised,
      @Value("${patchbay.sip.udp-port:5060}") int udpPort,
      @Value("${patchbay.sip.tcp-port:5060}") int tcpPort,
      @Value("${patchbay.sip.tls-port:5061}") int tlsPort,
      @Value("${patchbay.sip.key-store:}") String keyStore,
      @Value("${patchbay.sip.key-store-password:}") String keyStorePassword,
      @Value("${patchbay.sip.dns-server:}") String dns,
      @Value("${patchbay.bind:`127.0.0.1`}") String bind,
      @Value("${grpc.server.port:9091}") int grpcPort,
      @Value("${patchbay.kafka.bootstrap:`127.0.0.1:19092`}") String kafka,
      @Value("${patchbay.dial-plan:`127.0.0.1:9092`}") String dialPlan,
      @Value("${patchbay.sms-router:`127.0.0.1:9093`}") String smsRouter,
      @Value("${patchbay.edge-token:}") String edgeToken,
      @Value("${patchbay.service-token:}") String serviceToken,
      @Value("${patchbay.trunk.web-hook-key:}") String webHookKey,
      MailServer mail,
      @Value("${patchbay.trunk.line-grace:10s}") Duration lineGrace,
      @Value("${patchbay.trunk.overload.backlog:1000}") int backlog,
      @Value("${patchbay.trunk.overload.delay:250ms}") Duration delay,
      @Value("${patchbay.trunk.overload.rate:0}") int rate,
      @Value("${patchbay.trunk.drain-deadline:0s}") Duration drainDeadline,
      @Value("${patchbay.trunk.ownership:kafka}") String ownership,
      @Value("${patchbay.trunk.lease-namespace:default}") String namespace,
      @Value("${patchbay.trunk.lease-installation:patchbay}") String installation) {
    SipSettings sip =
        new SipSettings(
            name,
            sipHost,
            advertised.isEmpty() ? sipHost : advertised,
            udpPort,
            tcpPort,
            tlsPort,
            keyStore,
            keyStorePassword);
    return start(
        new TrunkSettings(
            name,
            sip,
            dns,
            bind,
            grpcPort,
            kafka,
            dialPlan,
            smsRouter,
            edgeToken,
            serviceToken,
            webHookKey,
            mail,
            lineGrace,
            new Overload.Limits(backlog, delay, rate),
            drainDeadline,
            leases(ownership, namespace, installation)),
        new KafkaFactLog(kafka));
  }

  /// @return null: a consumer group of Kafka says who looks after a trunk
  private static @Nullable KubernetesAccess leases(
      String ownership, String namespace, String installation) {
    return switch (ownership) {
      case "kafka" -> null;
      case "lease" -> KubernetesAccess.ofPod(System.getenv(), namespace, installation);
      default ->
          throw new IllegalArgumentException(
              "patchbay.trunk.ownership '" + ownership + "': kafka or lease");
    };
  }

  static Trunk start(TrunkSettings settings, FactLog facts) {
    SecureRandom random = new SecureRandom();
    byte[] nonceSecret = settings.edgeToken().getBytes(StandardCharsets.UTF_8);
    if (nonceSecret.length == 0) {
      nonceSecret = new byte[32];
      random.nextBytes(nonceSecret);
    }
    byte[] epoch = new byte[6];
    random.nextBytes(epoch);
    // tags, branches and call ids: many threads at once, no shared state to wait for
    RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("trunk-timers").daemon().factory());
    timers.setRemoveOnCancelPolicy(true);
    // a call that is still running when the trunk stops needs no more timers
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return new Trunk(
        settings,
        new Trunk.Ground(
            new Clockwork(timers, InstantSource.system(), chance),
            System::nanoTime,
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory()),
            facts,
            new Peer(settings.dialPlan()),
            new Peer(settings.smsRouter()),
            nonceSecret,
            HexFormat.of().formatHex(epoch)));
  }

  /// What `/prometheus` shows of the trunk.
  @Context
  Meters meters(Trunk trunk, MeterRegistry registry) {
    SipCounters sip = trunk.sip.counters();
    count(registry, "sip.requests", sip.requests);
    count(registry, "sip.responses", sip.responses);
    count(registry, "sip.unparseable", sip.unparseable);
    count(registry, "sip.shed", sip.shed);
    count(registry, "sip.early", sip.early);
    count(registry, "sip.ignored", sip.ignored);
    count(registry, "sip.dropped", sip.dropped);
    count(registry, "sip.refused", sip.refused);
    count(registry, "sip.stray", sip.stray);
    count(registry, "sip.unsent", sip.unsent);
    count(registry, "sip.retransmitted", sip.retransmitted);
    count(registry, "sip.repeated", sip.repeated);
    registry.gauge("sip.answered.octets", trunk.sip, endpoint -> endpoint.answeredOctets());
    FunctionCounter.builder("trunk.calls", trunk.calls, calls -> calls.started())
        .register(registry);
    FunctionCounter.builder("trunk.decisions.local", trunk.policy, policy -> policy.local())
        .register(registry);
    FunctionCounter.builder("trunk.auth.failed", trunk.authenticator, auth -> auth.failed())
        .register(registry);
    registry.gauge("trunk.calls.live", trunk.calls, calls -> calls.size());
    registry.gauge("trunk.events.waiting", trunk.calls, calls -> calls.waiting());
    registry.gauge("trunk.edges", trunk.hub, hub -> hub.attachedCount());
    registry.gauge("trunk.accounts.registered", trunk.board, board -> board.registeredCount());
    registry.gauge("trunk.accounts.failing", trunk.board, board -> board.failing());
    registry.gauge("trunk.registrations", trunk.registrations, all -> all.size());
    return new Meters();
  }

  private static void count(MeterRegistry registry, String name, LongAdder adder) {
    FunctionCounter.builder(name, adder, LongAdder::sum).register(registry);
  }

  /// Says that the meters are registered.
  record Meters() {}
}
