package io.patchbay.standalone.bench;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/// dial-plan as a cluster has it: [RouteWorld] and a million records of calls in Kafka, two
/// replicas, asked over gRPC 2 000 times a second, with and without limits on the lines, and how
/// long a changed rule takes to be in force on both.
public final class PolicyLoad {
  private static final int PER_SECOND = 2_000;
  private static final int ASKED = 65_536;
  private static final int RECORDS = 1_000_000;
  private static final int REPLICAS = 2;
  private static final int CHANGES = 10;
  private static final long SECOND = 1_000_000_000;
  private static final Duration AGE = Duration.ofHours(1);

  private final Path directory;
  private final boolean quick;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final PrintStream out;
  private int next = RECORDS;

  public PolicyLoad(
      Path directory, boolean quick, InstantSource clock, LongSupplier nanoTime, PrintStream out) {
    this.directory = directory;
    this.quick = quick;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /// What came of it.
  ///
  /// @param records of calls that were read at the start
  /// @param answersSeconds of the slowest replica: from starting its JVM to answering by documents
  /// @param firstSeconds of the first replica, which finds no digest of the records: from starting
  ///   its JVM to having read everything
  /// @param startSeconds the same of the second one, which goes on from the first one's digest
  /// @param rssMegabytes of the largest replica
  /// @param changeMillis from writing a rule to the last replica that decides by it, the longest of
  ///   ten
  public record Result(
      int records,
      double answersSeconds,
      double firstSeconds,
      double startSeconds,
      double rssMegabytes,
      Times without,
      Times limited,
      double changeMillis) {}

  /// Of one load.
  ///
  /// @param failed questions without an answer
  /// @param refused answers without a line, of a load whose numbers nobody denies
  public record Times(double p50Millis, double p99Millis, long failed, long refused) {
    static final Times NONE = new Times(0, 0, 0, 0);
  }

  /// Warms up with fewer calls a second first.
  public Result run() {
    String[] asked = new String[ASKED];
    Path lists = list(asked);
    String[] allowed =
        Arrays.stream(asked).filter(number -> number.startsWith("+49")).toArray(String[]::new);
    int records = quick ? RECORDS / 10 : RECORDS;
    try (var cluster = PolicyCluster.start(directory, nanoTime)) {
      out.println("  writing " + records + " records");
      write(cluster, allowed, records);
      for (int i = 0; i < REPLICAS; i++) {
        var replica = cluster.addReplica(lists);
        out.printf(
            Locale.ROOT,
            "  replica %d answers after %.1f s and has read them after %.1f s%n",
            i,
            replica.answersSeconds(),
            replica.startSeconds());
      }
      double answers = most(cluster, PolicyCluster.Replica::answersSeconds);
      double first = cluster.replicas().getFirst().startSeconds();
      double start = cluster.replicas().getLast().startSeconds();
      Times without = load(cluster, allowed, "without limits");
      double changed = change(cluster, allowed[0]);
      configure(cluster, RouteWorld.limits());
      Times limited = load(cluster, allowed, "with limits");
      double rss = most(cluster, PolicyCluster.Replica::rssMegabytes);
      return new Result(records, answers, first, start, rss, without, limited, changed);
    }
  }

  private static double most(
      PolicyCluster cluster, ToDoubleFunction<PolicyCluster.Replica> figure) {
    return cluster.replicas().stream().mapToDouble(figure).max().orElse(Double.NaN);
  }

  /// Writes the file of a million numbers.
  ///
  /// @param asked is filled
  private Path list(String[] asked) {
    Path lists = directory.resolve("lists");
    try {
      Files.createDirectories(lists);
      Files.write(lists.resolve(RouteWorld.FILE), ListLoad.entries(asked));
      return lists;
    } catch (IOException e) {
      throw new BenchFailure(lists + ": " + e.getMessage(), e);
    }
  }

  private void write(PolicyCluster cluster, String[] numbers, int records) {
    configure(cluster, RouteWorld.documents());
    RouteWorld.lines()
        .forEach(line -> cluster.send(Topics.LINE_STATE, line.getLine(), line.toByteArray()));
    Instant ended = clock.instant().minus(AGE);
    for (int call = 0; call < records; call++) {
      RouteRequest request = RouteWorld.request(call, numbers[call % numbers.length]);
      over(cluster, request, "gsm-" + call % RouteWorld.LINES, ended);
    }
    cluster.flush();
  }

  private static void over(
      PolicyCluster cluster, RouteRequest request, String line, Instant ended) {
    var record = RouteWorld.record(request, line, ended);
    cluster.send(Topics.CALL_RECORDS, record.getCallId(), record.toByteArray());
  }

  private static void configure(PolicyCluster cluster, List<Document> documents) {
    documents.forEach(
        document -> cluster.send(Topics.CONFIG, Kinds.key(document), document.toByteArray()));
    cluster.flush();
  }

  private Times load(PolicyCluster cluster, String[] numbers, String what) {
    int seconds = quick ? 3 : 15;
    Times times = Times.NONE;
    for (int rate = PER_SECOND / 8; rate <= PER_SECOND; rate *= 2) {
      out.println("  " + rate + " calls a second for " + seconds + " s, " + what);
      times = ask(cluster, numbers, rate, seconds);
      out.printf(Locale.ROOT, "  p50 %.2f ms, p99 %.2f ms%n", times.p50Millis(), times.p99Millis());
    }
    return times;
  }

  /// Of each replica in turn; calls are over as soon as they have a line.
  private Times ask(PolicyCluster cluster, String[] numbers, int rate, int seconds) {
    var times = new Quantiles();
    var failed = new AtomicLong();
    var refused = new AtomicLong();
    var answered = new AtomicLong();
    List<PolicyGrpc.PolicyStub> stubs =
        cluster.replicas().stream().map(one -> PolicyGrpc.newStub(one.channel())).toList();
    int calls = seconds * rate;
    long began = nanoTime.getAsLong();
    for (int i = 0; i < calls; i++) {
      Waiting.until(began + i * SECOND / rate, nanoTime);
      int call = next++;
      RouteRequest request = RouteWorld.request(call, numbers[call % numbers.length]);
      long start = nanoTime.getAsLong();
      stubs
          .get(i % stubs.size())
          .route(
              request,
              new StreamObserver<>() {
                @Override
                public void onNext(Decision decision) {
                  times.add(nanoTime.getAsLong() - start);
                  if (decision.getTargetsCount() == 0) {
                    refused.incrementAndGet();
                  } else {
                    over(cluster, request, decision.getTargets(0).getLine(), clock.instant());
                  }
                }

                @Override
                public void onError(Throwable reason) {
                  failed.incrementAndGet();
                  answered.incrementAndGet();
                }

                @Override
                public void onCompleted() {
                  answered.incrementAndGet();
                }
              });
    }
    if (!Waiting.forCondition(10_000, nanoTime, () -> answered.get() == calls)) {
      throw new BenchFailure(calls - answered.get() + " questions have no answer after 10 s");
    }
    return new Times(times.millis(0.5), times.millis(0.99), failed.get(), refused.get());
  }

  /// Sends a number to one extension and then another; the longest time until both replicas do.
  private double change(PolicyCluster cluster, String number) {
    List<PolicyGrpc.PolicyBlockingStub> stubs =
        cluster.replicas().stream().map(one -> PolicyGrpc.newBlockingStub(one.channel())).toList();
    RouteRequest request = RouteWorld.request(0, number);
    double longest = 0;
    for (int change = 0; change < CHANGES; change++) {
      String extension = String.valueOf(1_100 + change);
      long began = nanoTime.getAsLong();
      configure(cluster, RouteWorld.plan(number, extension));
      boolean changed =
          Waiting.forCondition(
              10_000,
              nanoTime,
              () -> stubs.stream().allMatch(stub -> goesTo(stub.explain(request), extension)));
      if (!changed) {
        throw new BenchFailure("a changed rule is not in force after 10 s");
      }
      longest = Math.max(longest, (nanoTime.getAsLong() - began) / 1e6);
    }
    return longest;
  }

  private static boolean goesTo(Decision decision, String extension) {
    return decision.getTargetsCount() > 0
        && decision.getTargets(0).getExtension().equals(extension);
  }
}
