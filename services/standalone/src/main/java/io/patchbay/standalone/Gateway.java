package io.patchbay.standalone;

import io.patchbay.contract.document.Documents;
import io.patchbay.standalone.broker.Broker;
import io.patchbay.standalone.broker.BrokerFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running installation: broker, database, simulator, services and edge.
final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private static final Duration START_DEADLINE = Duration.ofSeconds(150);

  private final UpOptions options;
  private final Progress progress;
  private final InstantSource clock;
  private final List<Part> parts = new ArrayList<>();
  private boolean closed;

  Gateway(UpOptions options, Progress progress, InstantSource clock) {
    this.options = options;
    this.progress = progress;
    this.clock = clock;
  }

  /// Starts everything; returns when calls can be made.
  void start() {
    progress.step("Patchbay starts; data in " + options.data());
    keep(Layer.DIRECTORY, "data directory", DataDirectory.open(options.data()));
    try {
      LeftOvers.stop(options.data());
      DataDirectory.checkPorts(options);
      Secrets secrets = Secrets.open(options.data(), new SecureRandom());
      Documents documents = GatewayDocuments.load(options, secrets);
      boolean firstStart = secrets.changed();
      Installation installation = prepare(documents, secrets);
      startParts(installation, documents);
      var readiness =
          new Readiness(options, documents, secrets.get("console-password"), System::nanoTime);
      readiness.awaitServices(installation.services());
      readiness.awaitLines(progress);
      announce(documents, secrets, firstStart);
    } catch (IOException e) {
      throw new StartFailure(options.data() + ": " + e.getMessage(), e);
    }
  }

  private Installation prepare(Documents documents, Secrets secrets) throws IOException {
    Path directory = GatewayDocuments.write(documents, options.data());
    Path keyStore =
        SipCertificate.ensure(
            options.data(),
            options.bind(),
            secrets.get("sip-key-store"),
            clock.instant(),
            new SecureRandom());
    var installation = new Installation(options, secrets, directory, keyStore);
    installation.services();
    if (secrets.changed()) {
      secrets.save();
    }
    return installation;
  }

  /// Everything at the same time. Only services that keep data wait for the database; the others do
  /// without broker and neighbours until these are there.
  private void startParts(Installation installation, Documents documents) throws IOException {
    Ports ports = options.ports();
    Path data = options.data();
    Runner runner = runner(documents);
    keep(Layer.SERVICES, "services", runner);
    var database = new CountDownLatch(1);
    List<Callable<Void>> starts = new ArrayList<>();
    starts.add(() -> {
      keep(
          Layer.INFRASTRUCTURE,
          "PostgreSQL",
          Database.start(data.resolve("postgres"), ports.postgres()));
      progress.step("PostgreSQL");
      database.countDown();
      return null;
    });
    starts.add(() -> {
      keep(Layer.INFRASTRUCTURE, "Kafka", broker(data.resolve("kafka")));
      progress.step("Kafka");
      return null;
    });
    if (options.simulator() && !options.processes()) {
      starts.add(() -> {
        keep(Layer.INFRASTRUCTURE, "simulator", SimulatedWorld.start(options, documents));
        progress.step("simulated lines");
        return null;
      });
    }
    for (Service service : installation.services()) {
      starts.add(() -> {
        if (service.needsDatabase()) {
          database.await();
        }
        runner.start(service);
        progress.step(service.name());
        return null;
      });
    }
    together(starts);
  }

  private Broker broker(Path directory) {
    Ports ports = options.ports();
    try {
      return Broker.start(directory, options.bind(), ports.kafka(), ports.kafkaController());
    } catch (BrokerFailure e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private Runner runner(Documents documents) throws IOException {
    if (!options.processes()) {
      return new InProcess();
    }
    var processes = new ChildProcesses(options.data(), System::nanoTime);
    if (options.simulator()) {
      processes.start(SimulatedWorld.process(options, documents));
      progress.step("simulated lines");
    }
    return processes;
  }

  /// The first failure ends the others.
  private static void together(List<Callable<Void>> starts) {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 0).factory());
    var running = new ExecutorCompletionService<Void>(threads);
    starts.forEach(running::submit);
    try {
      for (int left = starts.size(); left > 0; left--) {
        Future<Void> next = running.poll(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
          throw new StartFailure(
              "nothing more came up within " + START_DEADLINE.toSeconds() + " s");
        }
        next.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartFailure failure) {
        throw failure;
      }
      throw new StartFailure("start failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("start was interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void announce(Documents documents, Secrets secrets, boolean firstStart)
      throws IOException {
    String json = ReadyFile.json(options, documents, secrets);
    ReadyFile.write(options.data().resolve("run").resolve("ready.json"), json);
    options.readyFile().ifPresent(file -> ReadyFile.write(file, json));
    Ports ports = options.ports();
    progress.step("ready");
    progress.plain("");
    progress.plain(
        "  console   http://"
            + options.bind()
            + ":"
            + ports.consoleHttp()
            + "  (user "
            + GatewayDocuments.CONSOLE_USER
            + ")");
    progress.plain(
        "  SIP       " + options.bind() + " UDP+TCP " + ports.sip(0) + ", TLS " + ports.sipTls(0));
    progress.plain("  gRPC      " + options.bind() + ":" + ports.publicGrpc());
    if (firstStart) {
      progress.plain("");
      progress.plain(
          "  Passwords, generated now and shown once (later: ./patchbay status --secrets):");
      progress.plain(
          "    console   "
              + GatewayDocuments.CONSOLE_USER
              + " / "
              + secrets.get("console-password"));
      for (String user : documents.extensions().keySet()) {
        progress.plain("    extension " + user + " / " + secrets.get("extension-" + user));
      }
    }
    progress.plain("");
    progress.plain(
        "  Stop with Ctrl-C. Log: " + options.data().resolve("logs").resolve("patchbay.log"));
  }

  private void keep(Layer layer, String name, AutoCloseable part) {
    synchronized (parts) {
      parts.add(new Part(layer, name, part));
    }
  }

  /// Stops layer by layer. Idempotent.
  @Override
  public void close() {
    List<Part> stopping;
    synchronized (parts) {
      if (closed) {
        return;
      }
      closed = true;
      stopping = parts.stream().sorted(Comparator.comparing(Part::layer)).toList();
      parts.clear();
    }
    long began = System.nanoTime();
    stopping.forEach(Part::close);
    LOG.info("stopped in {} ms", (System.nanoTime() - began) / 1_000_000);
  }

  /// In the order in which they are stopped.
  private enum Layer {
    SERVICES,
    INFRASTRUCTURE,
    DIRECTORY
  }

  private record Part(Layer layer, String name, AutoCloseable part) {
    void close() {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", name, e);
      }
    }
  }
}
