package io.patchbay.sms;

import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.sms.api.Acceptor;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.door.SipDoor;
import io.patchbay.sms.events.FactReader;
import io.patchbay.sms.events.OutboxSender;
import io.patchbay.sms.own.ArrivalDesk;
import io.patchbay.sms.own.OwnNumberDesk;
import io.patchbay.sms.receive.FactStore;
import io.patchbay.sms.run.Loop;
import io.patchbay.sms.send.Dispatcher;
import io.patchbay.sms.store.Database;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running service: the server at once, the loops that need the database as soon as its schema
/// is there.
final class SmsRouter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmsRouter.class);
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration QUEUE = Duration.ofMillis(200);
  private static final Duration FLUSH = Duration.ofSeconds(5);
  private static final Duration ARRIVALS = Duration.ofSeconds(1);
  private static final Duration NUMBERS = Duration.ofSeconds(2);

  /// What the loops work with.
  record Parts(
      Database database,
      Configuration configuration,
      GrpcServer server,
      Acceptor acceptor,
      Dispatcher dispatcher,
      SipDoor door,
      FactStore facts,
      OwnNumberDesk numbers,
      ArrivalDesk arrivals,
      FactReader factReader,
      OutboxSender outbox,
      TopicFollower topics,
      Wakes wakes) {}

  private final Parts parts;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Loop schema;
  private boolean closed;

  SmsRouter(Parts parts) {
    this.parts = parts;
    schema = Loop.start("sms-schema", Duration.ofDays(1), turn(this::prepare));
  }

  int grpcPort() {
    return parts.server().port();
  }

  private static Loop.Turn turn(InterruptibleStep step) {
    return () -> {
      step.run();
      return false;
    };
  }

  private interface InterruptibleStep {
    void run() throws InterruptedException;
  }

  private void prepare() throws InterruptedException {
    boolean ready = false;
    while (!ready) {
      try {
        parts.database().migrate();
        ready = true;
      } catch (FlywayException e) {
        LOG.warn("schema sms_router: not ready, trying again: {}", e.getMessage());
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
    startLoops();
  }

  private synchronized void startLoops() {
    if (closed) {
      return;
    }
    Loop outbox = keep(Loop.start("sms-outbox", QUEUE, parts.outbox()::send));
    Loop sending = keep(Loop.start("sms-sending", QUEUE, turn(parts.dispatcher()::dispatch)));
    Loop door = keep(Loop.start("sms-door", QUEUE, parts.door()::deliverOne));
    parts.wakes().set(outbox::wake, sending::wake, door::wake);
    keep(Loop.start("sms-accept", SOON, turn(parts.acceptor()::writeGroup)));
    keep(Loop.start("sms-receive", SOON, turn(this::receive)));
    keep(Loop.start("sms-flush", FLUSH, parts.facts()::flush));
    keep(Loop.start("sms-arrivals", ARRIVALS, parts.arrivals()::takeOne));
    keep(Loop.start("sms-own-numbers", NUMBERS, turn(parts.numbers()::look)));
  }

  /// Where a message goes is in the documents: it waits in its topic until they are read.
  private void receive() throws InterruptedException {
    if (parts.configuration().awaitRead(QUEUE)) {
      parts.factReader().step();
    }
  }

  private synchronized Loop keep(Loop loop) {
    open.push(loop);
    return loop;
  }

  @Override
  public void close() {
    parts.server().close();
    parts.factReader().stop();
    parts.topics().close();
    schema.close();
    synchronized (this) {
      closed = true;
    }
    parts.dispatcher().close();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      open.forEach(loop -> threads.execute(() -> close(loop)));
    }
    close(parts.factReader());
    close(parts.outbox());
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not close: {}", part, e.toString());
    }
  }
}
