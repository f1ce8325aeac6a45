package io.patchbay.edge;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.patchbay.contract.document.DocumentFiles;
import io.patchbay.contract.document.Documents;
import io.patchbay.edge.config.ConfigStore;
import io.patchbay.edge.config.EdgeSettings;
import io.patchbay.edge.config.RtpAddress;
import io.patchbay.edge.context.EdgeCodecs;
import io.patchbay.edge.context.PortDesk;
import io.patchbay.edge.context.WarmUp;
import io.patchbay.edge.control.TrunkLink;
import io.patchbay.edge.driver.Drivers;
import io.patchbay.edge.health.CodecMeters;
import io.patchbay.edge.health.EdgeHealth;
import io.patchbay.edge.health.LineFigureMeters;
import io.patchbay.edge.health.LineMeters;
import io.patchbay.edge.health.RecoveryMeters;
import io.patchbay.edge.inventory.Inventory;
import io.patchbay.edge.nat.OutsideAddress;
import io.patchbay.edge.record.Recordings;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.run.Mailbox;
import io.patchbay.edge.spool.Spool;
import io.patchbay.edge.spool.Volume;
import io.patchbay.edge.survival.Alone;
import io.patchbay.edge.survival.EdgeMemory;
import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.fax.FaxEngine;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.MediaSettings;
import io.patchbay.proto.config.v1.EdgeSpec;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wires the edge: the only place that takes real time, randomness and threads.
@Factory
final class EdgeFactory {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeFactory.class);
  private static final long SPOOL_BYTES = 64L << 20;
  private static final long RECORDING_BYTES = 2L << 30;
  private static final long RECORDING_MIN_FREE = 256L << 20;
  private static final Duration RECORDING_AGE = Duration.ofDays(30);
  private static final long SEGMENT_BYTES = 4L << 20;

  /// The edge, running.
  @Context
  @Bean(preDestroy = "close")
  Edge edge(Environment environment) throws IOException {
    return start(EdgeProperties.settings(environment), Drivers.onClassPath());
  }

  @Singleton
  LineMeters meters(Edge edge) {
    return new LineMeters(edge.desk(), edge.spool(), edge.engine());
  }

  @Singleton
  CodecMeters codecs(Edge edge) {
    return new CodecMeters(edge.engine().codecs(), edge.engine().faxes());
  }

  @Singleton
  RecoveryMeters recoveries(Edge edge) {
    return edge.recoveries();
  }

  @Singleton
  LineFigureMeters lineFigures(Edge edge) {
    return new LineFigureMeters(edge.desk());
  }

  @Singleton
  EdgeHealth health(Edge edge) {
    return new EdgeHealth(
        edge.desk(), edge.spool(), edge.engine().codecs(), edge.engine().faxes(), edge.outside());
  }

  /// Starts an edge.
  ///
  /// @throws IOException a directory cannot be used
  static Edge start(EdgeSettings settings, Drivers drivers) throws IOException {
    return start(settings, drivers, Volume.ofThisMachine());
  }

  /// As the other, with the spool on a disk of the caller's.
  static Edge start(EdgeSettings settings, Drivers drivers, Volume volume) throws IOException {
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    Files.createDirectories(settings.dataDir());
    drivers.keepIn(settings.dataDir().resolve("drivers"));
    var files = files(settings);
    var store = ConfigStore.open(files, settings.dataDir());
    var rtp = RtpAddress.of(settings, store.documents());
    rtp.check();
    var codecs = EdgeCodecs.find(settings.name(), spec(settings, store.documents()));
    var spool =
        Spool.open(settings.dataDir().resolve("spool"), clock, SPOOL_BYTES, SEGMENT_BYTES, volume);
    var faxes = FaxEngine.of(FaxEngine.command());
    LOG.info("fax: {}", faxes.capability());
    var engine =
        new MediaEngine(
            MediaSettings.on(rtp.bind())
                .withAdvertised(rtp.advertised())
                .withPorts(rtp.portMin(), rtp.portMax())
                .withTickThreads(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4)),
            System::nanoTime,
            new SplittableRandom(random.nextLong()),
            codecs,
            faxes);
    Thread.ofVirtual().name("media-warm-up").start(() -> WarmUp.run(engine));
    var mailbox = new Mailbox(System::nanoTime);
    var recoveries = new RecoveryMeters();
    var disk =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("edge-inventory").factory());
    var inventory = Inventory.open(settings.dataDir().resolve("inventory.tsv"), disk);
    var recordings =
        new Recordings(
            settings.dataDir().resolve("recordings"),
            RECORDING_BYTES,
            RECORDING_AGE,
            RECORDING_MIN_FREE,
            clock,
            codecs);
    var outside =
        OutsideAddress.of(spec(settings, store.documents()).getStunServer(), rtp.bind(), random);
    var memory = EdgeMemory.open(settings.dataDir(), disk);
    var alone =
        new Alone(mailbox, clock, memory, task -> Thread.ofVirtual().name("edge-pin").start(task));
    Supplier<String> ids = new CallIds(clock, random)::next;
    var desk =
        new Desk(
            new Desk.Parts(
                settings,
                mailbox,
                clock,
                spool,
                engine,
                drivers,
                store,
                ids,
                alone,
                alone::configured,
                recoveries,
                inventory,
                new PortDesk(
                    engine, random, () -> DtlsIdentity.create(random, clock.instant()), outside),
                recordings,
                memory::count,
                memory::set));
    alone.command(desk);
    var links = new ArrayList<TrunkLink>();
    for (String trunk : trunks(settings, store.documents(), files)) {
      links.add(
          new TrunkLink(
              trunk, settings.token(), desk, mailbox, new SplittableRandom(random.nextLong())));
    }
    var edge = new Edge(mailbox, desk, links, engine, spool, recoveries, recordings, outside);
    edge.start();
    return edge;
  }

  private static EdgeSpec spec(EdgeSettings settings, Documents documents) {
    return documents.edges().getOrDefault(settings.name(), EdgeSpec.getDefaultInstance());
  }

  private static Documents files(EdgeSettings settings) throws IOException {
    Path directory = settings.configDir().orElse(null);
    return directory == null
        ? Documents.empty()
        : DocumentFiles.loadDevice(directory, settings.placeholders());
  }

  /// Those of the documents in force, and those of the device's own files: what the services say
  /// must not cut it off from them.
  private static Iterable<String> trunks(
      EdgeSettings settings, Documents documents, Documents files) {
    if (!settings.trunks().isEmpty()) {
      return settings.trunks();
    }
    var trunks = new LinkedHashSet<String>();
    for (Documents source : List.of(documents, files)) {
      var document = source.edges().get(settings.name());
      if (document != null) {
        trunks.addAll(document.getTrunksList());
      }
    }
    return trunks;
  }
}
