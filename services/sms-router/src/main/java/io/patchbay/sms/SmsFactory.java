package io.patchbay.sms;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.sms.api.Acceptor;
import io.patchbay.sms.api.Drafts;
import io.patchbay.sms.api.MessagesService;
import io.patchbay.sms.api.UssdService;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.control.TrunkClients;
import io.patchbay.sms.door.SipDoor;
import io.patchbay.sms.events.Clients;
import io.patchbay.sms.events.FactReader;
import io.patchbay.sms.events.Intake;
import io.patchbay.sms.events.OutboxSender;
import io.patchbay.sms.ledger.MessageIds;
import io.patchbay.sms.own.ArrivalDesk;
import io.patchbay.sms.own.AutoReplies;
import io.patchbay.sms.own.Cards;
import io.patchbay.sms.own.OwnNumberDesk;
import io.patchbay.sms.policy.LimitClient;
import io.patchbay.sms.policy.SmsPolicy;
import io.patchbay.sms.receive.FactStore;
import io.patchbay.sms.send.Dispatcher;
import io.patchbay.sms.send.Sender;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.ussd.UssdDesk;
import io.patchbay.tpdu.Alphabets;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/// Puts the service together.
@Factory
@Requires(env = SmsRouterMain.SERVICE)
final class SmsFactory {
  private static final int WATCHER_QUEUE = 1024;
  private static final int LARGEST_REQUEST = 1 << 20;

  @Singleton
  Configuration configuration() {
    return new Configuration();
  }

  @Singleton
  @Bean(preDestroy = "close")
  TrunkClients trunks(
      @Value("${patchbay.trunks}") List<String> trunks,
      @Value("${patchbay.service-token:}") String serviceToken,
      @Value("${patchbay.edge-token:}") String edgeToken) {
    return new TrunkClients(trunks, serviceToken.isEmpty() ? edgeToken : serviceToken);
  }

  @Singleton
  @Bean(preDestroy = "close")
  SmsPolicy policy(@Value("${patchbay.dial-plan}") String dialPlan, Configuration configuration) {
    return new SmsPolicy(dialPlan, configuration);
  }

  @Singleton
  @Bean(preDestroy = "close")
  LimitClient limits(@Value("${patchbay.dial-plan}") String dialPlan, Configuration configuration) {
    return new LimitClient(dialPlan, configuration);
  }

  @Singleton
  Clients clients(
      @Value("${patchbay.kafka.bootstrap}") String bootstrap,
      @Value("${grpc.server.port}") int grpcPort) {
    return new Clients(bootstrap, "sms-router-" + host() + "-" + grpcPort);
  }

  @Context
  @Bean(preDestroy = "close")
  SmsRouter smsRouter(
      DataSource dataSource,
      MeterRegistry meters,
      Configuration configuration,
      TrunkClients trunks,
      SmsPolicy policy,
      LimitClient limits,
      Clients clients,
      @Value("${patchbay.bind}") String bind,
      @Value("${patchbay.sms.alphabets}") String alphabets,
      @Value("${patchbay.sms.validity}") Duration validity,
      @Value("${grpc.server.port}") int grpcPort) {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    MessageIds ids = new MessageIds(clock, random);
    Database database = new Database(dataSource);
    Wakes wakes = new Wakes();
    Acceptor acceptor = new Acceptor(database, wakes::accepted);
    FactStore facts = new FactStore(database, configuration, clock, ids::next);
    export(facts, meters);
    Watchers<Message> watchers = new Watchers<>(WATCHER_QUEUE);
    Drafts drafts =
        new Drafts(
            policy,
            configuration,
            clock,
            ids::next,
            random,
            new Drafts.Defaults(alphabets(alphabets), validity(validity)));
    Watchers<UssdReply> ussdWatchers = new Watchers<>(WATCHER_QUEUE);
    UssdDesk ussd = new UssdDesk(trunks, ids::next, ussdWatchers::publish);
    OwnNumberDesk.Sending sending = request -> drafts.send(request, acceptor);
    Cards cards = new Cards();
    OwnNumberDesk numbers =
        new OwnNumberDesk(
            cards,
            configuration,
            database,
            trunks,
            ussd,
            sending,
            task -> Thread.ofVirtual().name("own-number").start(task),
            clock);
    GrpcServer server =
        GrpcServer.blocking(
            new InetSocketAddress(bind, grpcPort),
            builder ->
                builder
                    .maxInboundMessageSize(LARGEST_REQUEST)
                    .addService(new MessagesService(drafts, acceptor, database, watchers))
                    .addService(new UssdService(ussd, ussdWatchers)),
            () -> {
              watchers.close();
              ussdWatchers.close();
            });
    FactReader factReader =
        new FactReader(
            clients,
            batch -> {
              facts.take(batch);
              wakes.received();
            });
    return new SmsRouter(
        new SmsRouter.Parts(
            database,
            configuration,
            server,
            acceptor,
            new Dispatcher(
                database,
                new Sender(database, trunks, limits, clock, wakes::changed),
                limits,
                clock),
            new SipDoor(database, trunks, clock),
            facts,
            numbers,
            new ArrivalDesk(
                database, numbers, new AutoReplies(configuration, database, sending, clock), clock),
            factReader,
            new OutboxSender(database, clients),
            TopicFollower.start(
                clients.following(),
                Intake.readings(),
                new Intake(configuration, watchers, ussd::heard, cards),
                System::nanoTime),
            wakes));
  }

  private static Alphabets alphabets(String setting) {
    return switch (setting) {
      case "every-phone" -> Alphabets.EVERY_PHONE;
      case "cheapest" -> Alphabets.CHEAPEST;
      default ->
          throw new IllegalArgumentException(
              "patchbay.sms.alphabets: every-phone or cheapest expected, not " + setting);
    };
  }

  private static Duration validity(Duration setting) {
    if (setting.compareTo(Duration.ofMinutes(1)) < 0
        || setting.compareTo(Duration.ofDays(63 * 7)) > 0) {
      throw new IllegalArgumentException(
          "patchbay.sms.validity: 1m to 441d (63 weeks) expected, not " + setting);
    }
    return setting;
  }

  private static void export(FactStore facts, MeterRegistry meters) {
    FunctionCounter.builder("patchbay.sms.facts.taken", facts, FactStore::taken).register(meters);
    FunctionCounter.builder("patchbay.sms.facts.repeated", facts, FactStore::repeated)
        .register(meters);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
