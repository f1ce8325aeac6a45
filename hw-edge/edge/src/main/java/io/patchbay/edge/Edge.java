package io.patchbay.edge;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.control.TrunkLink;
import io.patchbay.edge.health.RecoveryMeters;
import io.patchbay.edge.nat.OutsideAddress;
import io.patchbay.edge.record.Recordings;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.run.Mailbox;
import io.patchbay.edge.spool.Spool;
import io.patchbay.media.session.MediaEngine;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running edge. Closing it ends its calls, lines and sessions in less than 2 s.
public final class Edge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
  private static final long STOP_MILLIS = 1_200;

  private final Mailbox mailbox;
  private final Desk desk;
  private final List<TrunkLink> links;
  private final MediaEngine engine;
  private final Spool spool;
  private final RecoveryMeters recoveries;
  private final Recordings recordings;
  private final OutsideAddress outside;

  Edge(
      Mailbox mailbox,
      Desk desk,
      List<TrunkLink> links,
      MediaEngine engine,
      Spool spool,
      RecoveryMeters recoveries,
      Recordings recordings,
      OutsideAddress outside) {
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.desk = requireNonNull(desk, "desk");
    this.links = List.copyOf(links);
    this.engine = requireNonNull(engine, "engine");
    this.spool = requireNonNull(spool, "spool");
    this.recoveries = requireNonNull(recoveries, "recoveries");
    this.recordings = requireNonNull(recordings, "recordings");
    this.outside = requireNonNull(outside, "outside");
  }

  void start() {
    recordings.start();
    mailbox.start();
    desk.start();
    links.forEach(TrunkLink::start);
  }

  /// The desk, for health and metrics.
  public Desk desk() {
    return desk;
  }

  /// The spool, for health and metrics.
  public Spool spool() {
    return spool;
  }

  /// How lines heal, for metrics.
  public RecoveryMeters recoveries() {
    return recoveries;
  }

  /// The media engine, for health and metrics.
  public MediaEngine engine() {
    return engine;
  }

  /// Our address as a STUN server sees it, for health.
  public OutsideAddress outside() {
    return outside;
  }

  @Override
  public void close() {
    LOG.info("edge stops");
    closeLines();
    var closing = links.stream().map(link -> Thread.ofVirtual().start(link::close)).toList();
    closing.forEach(thread -> join(thread, 600));
    mailbox.close();
    engine.close();
    recordings.close();
    outside.close();
    spool.close();
  }

  private void closeLines() {
    var answer = new ArrayBlockingQueue<List<Thread>>(1);
    desk.stop(answer::add);
    try {
      var threads = answer.poll(STOP_MILLIS, TimeUnit.MILLISECONDS);
      if (threads != null) {
        threads.forEach(thread -> join(thread, STOP_MILLIS));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
