package io.patchbay.standalone.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.PlaceCallRequest;
import io.patchbay.proto.sim.v1.SendSmsRequest;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.simulator.api.SimClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// Every SIM line of an edge in a call at once, short messages coming in all the while.
///
/// Each subscriber says 1 kHz and hears it back from the echo of extension 101: what is missing in
/// what it hears got lost on a pseudo-terminal, in the edge, or was late. A C program on the same
/// pseudo-terminals shows what this machine loses by itself.
///
/// Some seconds of calls come before what is measured and are told apart: they are the first of an
/// edge and of a simulator just started, while the C program has a simulator that runs.
public final class LineLoad {
  private static final int LINES = 32;
  private static final int SETTLE_SECONDS = 6;
  private static final int FIRST_SECONDS = 5;
  private static final int MESSAGES_A_SECOND = 8;
  private static final long MESSAGES_MILLIS = 20_000;

  private final LongSupplier nanoTime;
  private final PrintStream out;
  private final Path directory;

  /// What came of it.
  ///
  /// @param cpuPercent of one core, the edge's
  /// @param first in the first calls after the start, which are not part of the others
  /// @param messagesLost sent to the lines, and not in the ledger
  /// @param calls how long the modems took to answer call control …
  /// @param others … messages and set-up …
  /// @param polls … and what is asked now and then
  /// @param control what the C program made; empty: there is no compiler
  public record Result(
      int lines,
      double cpuPercent,
      Gaps first,
      Gaps gaps,
      Optional<Gaps> control,
      int messages,
      int messagesLost,
      AnswerTimes calls,
      AnswerTimes others,
      AnswerTimes polls,
      double threads,
      double heapMegabytes,
      double rssMegabytes) {}

  public LineLoad(Path directory, LongSupplier nanoTime, PrintStream out) {
    this.directory = directory;
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /// Measures for so long, then the C program for as long.
  ///
  /// @throws BenchFailure something does not start, or a call does not come through
  public Result run(int seconds) {
    var ports = new AtomicInteger();
    try (var product = Product.start(directory.resolve("up"), nanoTime);
        var echo = new EchoPeers(LINES);
        var phone =
            new Phone(
                product,
                () -> SipText.sdp(echo.ports().get(ports.getAndIncrement() % echo.ports().size())),
                nanoTime);
        var device = Device.start(directory.resolve("device"), LINES, product.uplink(), nanoTime);
        var world = SimClient.of("127.0.0.1", device.simulatorPort())) {
      phone.register();
      out.printf(
          Locale.ROOT, "  %d lines, the first calls after the start, %d s%n", LINES, FIRST_SECONDS);
      List<Path> early = call(world, "first", FIRST_SECONDS);
      Waiting.millis((FIRST_SECONDS + SETTLE_SECONDS) * 1000L, nanoTime);
      Gaps first = Gaps.of(early, FIRST_SECONDS);
      out.printf(Locale.ROOT, "  %d lines in a call for %d s, edge%n", LINES, seconds);
      List<Path> heard = call(world, "edge", seconds + SETTLE_SECONDS);
      Waiting.millis(SETTLE_SECONDS * 1000L / 2, nanoTime);
      long cpu = ProcessMeter.cpuMillis(device.edgePid());
      long began = nanoTime.getAsLong();
      int sent = send(world, seconds);
      double percent =
          (ProcessMeter.cpuMillis(device.edgePid()) - cpu)
              * 100.0
              / ((nanoTime.getAsLong() - began) / 1e6);
      var _ = device.metrics(); // asks for the figures of the lines, which the next one shows
      Waiting.millis(200, nanoTime);
      String metrics = device.metrics();
      double rss = device.rssMegabytes();
      Waiting.millis(SETTLE_SECONDS * 1000L, nanoTime);
      int lost = sent - received(product, sent);
      Gaps gaps = Gaps.of(heard, seconds);
      device.stop(10);
      return new Result(
          LINES,
          percent,
          first,
          gaps,
          control(device, world, seconds),
          sent,
          lost,
          AnswerTimes.of(metrics, "call"),
          AnswerTimes.of(metrics, "normal"),
          AnswerTimes.of(metrics, "poll"),
          Metrics.sum(metrics, "jvm_threads_live_threads", ""),
          Metrics.sum(metrics, "jvm_memory_used_bytes", "area=\"heap\"") / (1 << 20),
          rss);
    }
  }

  private List<Path> call(SimClient world, String name, int seconds) {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i <= LINES; i++) {
      Path file = directory.resolve(name + "-" + i + ".wav");
      files.add(file);
      world.place(
          PlaceCallRequest.newBuilder()
              .setSubscriber(subscriber(i))
              .setTo("gsm-" + i)
              .setPlan(
                  CallPlan.newBuilder()
                      .setSay("tone:1000@-10")
                      .setRecord(file.toString())
                      .setHangupAfterMillis(seconds * 1000))
              .build());
      Waiting.millis(50, nanoTime); // a real network does not ring all of them in one moment
    }
    return files;
  }

  private static String subscriber(int number) {
    return String.format(Locale.ROOT, "+861380004%04d", number);
  }

  /// Short messages round the lines for so long; how many.
  private int send(SimClient world, int seconds) {
    int messages = seconds * MESSAGES_A_SECOND;
    long due = nanoTime.getAsLong();
    for (int i = 0; i < messages; i++) {
      Waiting.until(due, nanoTime);
      due += 1_000_000_000L / MESSAGES_A_SECOND;
      world.sms(
          SendSmsRequest.newBuilder()
              .setSubscriber(subscriber(1 + i % LINES))
              .setTo("gsm-" + (1 + i % LINES))
              .setText("bench " + i)
              .build());
    }
    return messages;
  }

  /// Messages of the bench in the ledger, once they are all there or do not come any more.
  private int received(Product product, int wanted) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(product.publicGrpc()).usePlaintext().build();
    try {
      var messages = MessagesGrpc.newBlockingStub(channel);
      var request =
          ListMessagesRequest.newBuilder()
              .setDirection(Direction.DIRECTION_INBOUND)
              .setPageSize(1000)
              .build();
      var count = new AtomicInteger();
      Waiting.forCondition(
          MESSAGES_MILLIS,
          nanoTime,
          () -> {
            count.set(messages.listMessages(request).getMessagesCount());
            return count.get() >= wanted;
          });
      return count.get();
    } finally {
      channel.shutdownNow();
    }
  }

  private Optional<Gaps> control(Device device, SimClient world, int seconds) {
    Optional<Path> program = CEcho.compile(directory);
    if (program.isEmpty()) {
      out.println("  no C compiler (cc): nothing to compare with");
      return Optional.empty();
    }
    out.printf(Locale.ROOT, "  the same for %d s, a C program on the same ports%n", seconds);
    try (var _ = CEcho.start(program.get(), device.ports(), LINES, directory, nanoTime)) {
      List<Path> heard = call(world, "control", seconds + SETTLE_SECONDS);
      Waiting.millis((seconds + SETTLE_SECONDS + 2) * 1000L, nanoTime);
      return Optional.of(Gaps.of(heard, seconds));
    }
  }
}
