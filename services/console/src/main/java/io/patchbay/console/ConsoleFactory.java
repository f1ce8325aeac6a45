package io.patchbay.console;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.patchbay.console.api.Backend;
import io.patchbay.console.api.Backends;
import io.patchbay.console.api.CallHolding;
import io.patchbay.console.api.ForwardingControl;
import io.patchbay.console.api.HealthWatch;
import io.patchbay.console.api.LineControl;
import io.patchbay.console.api.LinesService;
import io.patchbay.console.api.Peers;
import io.patchbay.console.api.PolicyWatch;
import io.patchbay.console.api.PublicDoor;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.config.Import;
import io.patchbay.console.config.Passwords;
import io.patchbay.console.config.Secrets;
import io.patchbay.console.events.AuditPublisher;
import io.patchbay.console.events.ConfigPublisher;
import io.patchbay.console.events.Intake;
import io.patchbay.console.events.KafkaSettings;
import io.patchbay.console.live.Board;
import io.patchbay.console.live.Feed;
import io.patchbay.console.live.Lines;
import io.patchbay.console.live.Section;
import io.patchbay.console.live.Trunks;
import io.patchbay.console.rest.Pushed;
import io.patchbay.console.rest.StatusView;
import io.patchbay.console.users.Accounts;
import io.patchbay.console.users.Credentials;
import io.patchbay.console.users.Sessions;
import io.patchbay.console.web.BoardModel;
import io.patchbay.console.web.LiveSections;
import io.patchbay.console.web.Pages;
import io.patchbay.contract.document.PatternCheck;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.routing.Patterns;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.thymeleaf.TemplateEngine;

/// Puts the service together.
@Factory
final class ConsoleFactory {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final PatternCheck PATTERNS = Patterns.check();
  private static final Duration BOARD_BACK = Duration.ofHours(6);

  private final SecureRandom random = new SecureRandom();

  private static String id() {
    return UUID.randomUUID().toString();
  }

  // ---- documents

  @Singleton
  Passwords passwords() {
    return new Passwords(random);
  }

  @Singleton
  Configuration configuration(DataSource dataSource, Passwords passwords) {
    return new Configuration(dataSource, new Secrets(passwords), PATTERNS, CLOCK);
  }

  @Singleton
  Import documents(
      Configuration configuration, @Value("${patchbay.config-dir:}") String directory) {
    return new Import(configuration, directory);
  }

  // ---- people

  @Singleton
  AuditTrail auditTrail() {
    return new AuditTrail(CLOCK, ConsoleFactory::id);
  }

  @Singleton
  Accounts accounts(Configuration configuration, Passwords passwords) {
    return new Accounts(configuration::documents, configuration::loaded, passwords, CLOCK, random);
  }

  @Singleton
  Sessions sessions(
      Accounts accounts,
      @Value("${patchbay.session.idle}") Duration idle,
      @Value("${patchbay.session.longest}") Duration longest) {
    return new Sessions(accounts, CLOCK, random, idle, longest);
  }

  @Singleton
  Credentials credentials(Accounts accounts, Sessions sessions) {
    return new Credentials(accounts, sessions);
  }

  // ---- other services

  @Singleton
  @Bean(preDestroy = "close")
  Backends backends(
      @Value("${patchbay.trunks}") String trunks,
      @Value("${patchbay.dial-plan}") String dialPlan,
      @Value("${patchbay.sms-router}") String smsRouter,
      @Value("${patchbay.cdr-analytics}") String cdrAnalytics,
      @Value("${patchbay.service-token:}") String serviceToken,
      @Value("${patchbay.edge-token:}") String edgeToken) {
    return new Backends(
        new Backend("sip-trunk", trunks, serviceToken.isEmpty() ? edgeToken : serviceToken),
        new Backend("dial-plan", dialPlan),
        new Backend("sms-router", smsRouter),
        new Backend("cdr-analytics", cdrAnalytics));
  }

  @Singleton
  Peers peers(Backends backends) {
    return new Peers(backends, ConsoleFactory::id);
  }

  @Singleton
  PolicyWatch policyWatch(Peers peers) {
    return new PolicyWatch(peers);
  }

  @Singleton
  HealthWatch healthWatch(Backends backends) {
    return new HealthWatch(backends, CLOCK);
  }

  @Singleton
  @Bean(preDestroy = "close")
  PublicDoor publicDoor(
      Configuration configuration,
      LinesService lines,
      Backends backends,
      Credentials credentials,
      AuditTrail audit,
      @Value("${grpc.server.host}") String host,
      @Value("${grpc.server.port}") int port,
      @Value("${patchbay.grpc.anonymous}") String anonymous) {
    boolean loopback =
        switch (anonymous) {
          case "loopback" -> true;
          case "never" -> false;
          default ->
              throw new IllegalStateException(
                  "patchbay.grpc.anonymous '" + anonymous + "': loopback or never");
        };
    return new PublicDoor(
        new InetSocketAddress(host, port),
        configuration,
        lines,
        backends,
        credentials,
        audit,
        loopback);
  }

  // ---- what goes on

  @Singleton
  Board board() {
    return new Board(CLOCK);
  }

  @Singleton
  Feed feed() {
    return new Feed();
  }

  @Singleton
  Lines lines(Board board, Configuration configuration, Feed feed, HealthWatch watch) {
    return new Lines(board, configuration::documents, feed, watch::trunkUp);
  }

  @Singleton
  Trunks trunks(Board board, Configuration configuration) {
    return new Trunks(board, configuration::documents, CLOCK);
  }

  @Singleton
  LineControl lineControl(Lines lines, Peers peers, Configuration configuration) {
    return new LineControl(lines, peers, configuration);
  }

  @Singleton
  ForwardingControl forwardingControl(Lines lines, Peers peers) {
    return new ForwardingControl(lines, peers);
  }

  @Singleton
  CallHolding callHolding(Lines lines, Peers peers) {
    return new CallHolding(lines, peers);
  }

  @Singleton
  LinesService linesService(
      Lines lines,
      Board board,
      LineControl control,
      ForwardingControl forwarding,
      CallHolding holding,
      Peers peers) {
    return new LinesService(lines, board, control, forwarding, holding, peers);
  }

  @Singleton
  StatusView statusView(
      HealthWatch watch, Feed feed, Configuration configuration, Import documents) {
    return new StatusView(watch, feed, configuration, documents, CLOCK);
  }

  @Singleton
  Pages pages(TemplateEngine engine) {
    return new Pages(engine);
  }

  @Singleton
  BoardModel boardModel(
      Board board,
      Lines lines,
      Configuration configuration,
      StatusView status,
      Trunks trunks,
      PolicyWatch policy) {
    return new BoardModel(board, lines, configuration::documents, status, trunks, policy);
  }

  @Singleton
  LiveSections liveSections(Pages pages, BoardModel model, Board board) {
    return new LiveSections(pages, model, board);
  }

  @Singleton
  Pushed pushed(Board board, Sessions sessions) {
    return new Pushed(board, sessions);
  }

  @Context
  @Bean(preDestroy = "close")
  Work work(
      PublicDoor door,
      Import documents,
      Pushed pushed,
      LiveSections live,
      Configuration configuration,
      Board board,
      Feed feed,
      AuditTrail audit,
      HealthWatch watch,
      PolicyWatch policy,
      @Value("${patchbay.kafka.bootstrap}") String bootstrap) {
    KafkaSettings kafka = new KafkaSettings(bootstrap);
    Intake intake = new Intake(board, audit, configuration, feed);
    configuration.onChange(() -> live.touch(Section.LINES));
    configuration.onChange(() -> live.touch(Section.EXTENSIONS));
    configuration.onChange(() -> live.touch(Section.TRUNKS));
    feed.onChange(() -> live.touch(Section.SERVICES));
    feed.onChange(() -> live.touch(Section.LINES));
    watch.onChange(() -> live.touch(Section.SERVICES));
    watch.onChange(() -> live.touch(Section.LINES));
    ConfigPublisher configPublisher = new ConfigPublisher(configuration, kafka::producer);
    Work work = new Work(door, documents, pushed, live);
    work.begin("console-config", configPublisher);
    work.begin("console-audit", new AuditPublisher(audit, kafka::producer));
    Instant back = CLOCK.instant().minus(BOARD_BACK);
    TopicFollower follower =
        TopicFollower.start(kafka.following(), intake.readings(back), intake, System::nanoTime);
    work.beside(follower::close);
    work.begin("console-health", watch);
    policy.onChange(() -> live.touch(Section.LINES));
    policy.onChange(() -> live.touch(Section.SERVICES));
    work.begin("console-policy", policy);
    return work;
  }
}
