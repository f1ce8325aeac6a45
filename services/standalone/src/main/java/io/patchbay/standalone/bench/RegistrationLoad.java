package io.patchbay.standalone.bench;

import io.patchbay.standalone.defaults.BuiltIn;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Ten thousand extensions that register with digest at one sip-trunk replica, some at a time, each
/// when another one is done: how many a second, and what they cost when they are there.
///
/// A JVM for each service, as in [SetupLadder].
public final class RegistrationLoad {
  private static final int EXTENSIONS = 10_000;
  private static final int QUICK_EXTENSIONS = 2_000;
  private static final int AT_A_TIME = 64;
  private static final long T1_NANOS = 500_000_000;
  private static final long GIVE_UP_SECONDS = 120;
  private static final long SETTLE_MILLIS = 5_000;
  private static final String REALM = "patchbay";
  private static final String PASSWORD = "of-the-bench";
  private static final String REPLICA = "sip-trunk";

  private final Path directory;
  private final LongSupplier nanoTime;
  private final PrintStream out;
  private final int extensions;
  private final Map<String, Attempt> waiting = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(AT_A_TIME);
  private final Quantiles took = new Quantiles();
  private final AtomicInteger registered = new AtomicInteger();
  private final Map<Integer, Integer> refused = new ConcurrentHashMap<>();
  private final AtomicLong repeats = new AtomicLong();

  /// One of them under way.
  ///
  /// @param answered its challenge; another copy of that is not answered again
  /// @param sentAt of its last request, `nanoTime`
  private record Attempt(String user, boolean answered, String request, long beganAt, long sentAt) {
    Attempt sent(long now) {
      return new Attempt(user, answered, request, beganAt, now);
    }
  }

  /// What came of it, the second time round: the first one fills tables and compiles.
  ///
  /// @param p50Millis from the first REGISTER to its 200, the challenge between them
  /// @param cpuMillis of the replica, each
  /// @param megabytes how much more the replica has resident with all of them there
  public record Result(
      int extensions,
      int registered,
      double perSecond,
      double p50Millis,
      double p99Millis,
      long repeats,
      double cpuMillis,
      double megabytes) {}

  public RegistrationLoad(Path directory, boolean quick, LongSupplier nanoTime, PrintStream out) {
    this.directory = directory;
    this.nanoTime = nanoTime;
    this.out = out;
    extensions = quick ? QUICK_EXTENSIONS : EXTENSIONS;
  }

  /// Registers all of them twice.
  ///
  /// @throws BenchFailure the gateway does not start, or takes none of them
  public Result run() {
    Path documents = documents();
    try (var product =
            Product.startProcesses(directory.resolve("registrations"), documents, nanoTime);
        var port =
            new SipPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                product.sip(),
                this::received)) {
      Waiting.millis(SETTLE_MILLIS, nanoTime);
      double empty = product.rssMegabytes(REPLICA);
      all(port, "first");
      int there = registered.get();
      Waiting.millis(SETTLE_MILLIS, nanoTime);
      double full = product.rssMegabytes(REPLICA);
      if (there == 0) {
        throw new BenchFailure("no extension could register");
      }
      var first = took.count();
      long cpu = product.cpuMillis().getOrDefault(REPLICA, 0L);
      long began = nanoTime.getAsLong();
      registered.set(0);
      all(port, "again");
      double seconds = (nanoTime.getAsLong() - began) / 1e9;
      double used = product.cpuMillis().getOrDefault(REPLICA, 0L) - cpu;
      out.printf(Locale.ROOT, "  %d registered at first; refused by status: %s%n", first, refused);
      return new Result(
          extensions,
          registered.get(),
          registered.get() / seconds,
          took.millis(0.5),
          took.millis(0.99),
          repeats.get(),
          used / Math.max(1, registered.get()),
          full - empty);
    }
  }

  /// The built-in documents and an extension for each.
  private Path documents() {
    Path place = directory.resolve("registration-documents");
    try {
      Files.createDirectories(place);
      for (var document : BuiltIn.texts().entrySet()) {
        Files.writeString(place.resolve(document.getKey()), document.getValue());
      }
      var text = new StringBuilder();
      for (int i = 0; i < extensions; i++) {
        text.append(i == 0 ? "" : "---\n")
            .append("kind: Extension\nname: ")
            .append(user(i))
            .append("\nspec:\n  ha1-md5: ")
            .append(DigestAnswer.md5(user(i) + ":" + REALM + ":" + PASSWORD))
            .append('\n');
      }
      Files.writeString(place.resolve("bench.yaml"), text, StandardCharsets.UTF_8);
      return place;
    } catch (IOException e) {
      throw new BenchFailure("documents cannot be written: " + e.getMessage(), e);
    }
  }

  private static String user(int number) {
    return String.format(Locale.ROOT, "bench-%05d", number);
  }

  private void all(SipPort port, String round) {
    out.printf(Locale.ROOT, "  %d extensions register%n", extensions);
    for (int i = 0; i < extensions; i++) {
      begin(port, user(i), round);
    }
    long deadline = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
    while (!waiting.isEmpty() && nanoTime.getAsLong() < deadline) {
      repeat(port);
      Waiting.millis(1, nanoTime);
    }
    waiting.clear();
    room.drainPermits();
    room.release(AT_A_TIME);
  }

  private void begin(SipPort port, String user, String round) {
    try {
      while (!room.tryAcquire(T1_NANOS / 10, TimeUnit.NANOSECONDS)) {
        repeat(port);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
    String id = round + "-" + user;
    String request = SipText.register(port, id, user, 1, "");
    long now = nanoTime.getAsLong();
    waiting.put(id, new Attempt(user, false, request, now, now));
    port.send(request);
  }

  /// Sends again what has no answer for T1 (RFC 3261 §17.1.2).
  private void repeat(SipPort port) {
    long now = nanoTime.getAsLong();
    waiting.forEach((id, attempt) -> {
      if (now - attempt.sentAt() > T1_NANOS) {
        repeats.incrementAndGet();
        var _ = waiting.computeIfPresent(id, (_, at) -> at.sent(nanoTime.getAsLong()));
        port.send(attempt.request());
      }
    });
  }

  private void received(SipPort port, SipMessage message) {
    String id = message.header("Call-ID");
    Attempt attempt = waiting.get(id);
    boolean challenged = message.header("CSeq").startsWith("1 ");
    if (attempt == null || message.status() < 200 || (challenged && attempt.answered())) {
      return;
    }
    if (challenged && message.status() == 401) {
      String answer =
          DigestAnswer.toRegister(
              message.header("WWW-Authenticate"), attempt.user(), PASSWORD, SipText.uri(port));
      String request = SipText.register(port, id, attempt.user(), 2, answer);
      waiting.put(
          id, new Attempt(attempt.user(), true, request, attempt.beganAt(), nanoTime.getAsLong()));
      port.send(request);
    } else if (!challenged && waiting.remove(id) != null) {
      if (message.status() == 200) {
        registered.incrementAndGet();
        took.add(nanoTime.getAsLong() - attempt.beganAt());
      } else {
        var _ = refused.merge(message.status(), 1, Integer::sum);
      }
      room.release();
    }
  }
}
