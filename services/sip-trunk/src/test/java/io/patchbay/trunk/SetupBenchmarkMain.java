package io.patchbay.trunk;

import com.google.protobuf.MessageLite;
import com.sun.management.OperatingSystemMXBean;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Topics;
import io.patchbay.launch.hook.MailServer;
import io.patchbay.proto.edge.v1.CallAlerting;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.trunk.events.FactLog;
import io.patchbay.trunk.run.Overload;
import io.patchbay.trunk.sip.SipSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Set-ups per second of a trunk alone: `trunk PORT GRPC` in one JVM, `load PORT GRPC RATE SECONDS`
/// in another.
///
/// The load plays the PBX, the edge and dial-plan; a call is INVITE, 180, 200, ACK, BYE over a SIM
/// line.
final class SetupBenchmarkMain {
  private static final int PBX = 5999;

  private SetupBenchmarkMain() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    int grpc = Integer.parseInt(args[2]);
    if (args[0].equals("trunk")) {
      trunk(port, grpc);
    } else {
      load(port, grpc, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    }
  }

  /// Serialises facts as the real one does and throws them away.
  private static final class NoFacts implements FactLog {
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void publish(Topics.Topic topic, String key, MessageLite fact) {
      bytes.addAndGet(fact.toByteArray().length);
    }

    @Override
    public void publish(Topics.Topic topic, String key, MessageLite fact, Consumer<Boolean> done) {
      publish(topic, key, fact);
      done.accept(true);
    }

    @Override
    public void close() {}
  }

  private static void trunk(int port, int grpc) throws InterruptedException {
    Trunk trunk =
        TrunkFactory.start(
            new TrunkSettings(
                "bench",
                new SipSettings("bench", "127.0.0.1", "127.0.0.1", port, port, 0, "", ""),
                "",
                "127.0.0.1",
                grpc,
                "",
                "127.0.0.1:" + (grpc + 1),
                "127.0.0.1:1",
                "t",
                "",
                "",
                MailServer.NONE,
                Duration.ofSeconds(10),
                Overload.Limits.DEFAULT,
                Duration.ZERO,
                null),
            new NoFacts());
    trunk.configure(TestTrunkFactory.documents(PBX));
    long calls = 0;
    double cpu = cpuSeconds();
    while (true) {
      Thread.sleep(5000);
      long now = trunk.calls.started();
      double used = cpuSeconds();
      var sip = trunk.sip.counters();
      System.out.printf(
          "trunk: %.0f calls/s, %.2f CPU-ms each, live %d, waiting %d, shed %d, retransmitted %d,"
              + " local decisions %d%n",
          (now - calls) / 5.0,
          now == calls ? 0 : (used - cpu) * 1000 / (now - calls),
          trunk.calls.size(),
          trunk.calls.waiting(),
          sip.shed.sum(),
          sip.retransmitted.sum(),
          trunk.policy.local());
      System.out.flush();
      calls = now;
      cpu = used;
    }
  }

  private static double cpuSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static final class OneLine extends PolicyGrpc.PolicyImplBase {
    private final AtomicLong lines = new AtomicLong();

    @Override
    public void route(RouteRequest request, StreamObserver<Decision> observer) {
      String line = lines.incrementAndGet() % 2 == 0 ? "gsm-1" : "gsm-2";
      observer.onNext(
          Decision.newBuilder()
              .addTargets(Target.newBuilder().setLine(line).setNumber(request.getCalledNumber()))
              .setCallingNumber(request.getCallingNumber())
              .addTrace("bench")
              .build());
      observer.onCompleted();
    }
  }

  private record Started(long nanos, String head) {}

  private static void load(int port, int grpc, int rate, int seconds) throws Exception {
    Server policy =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), grpc + 1))
            .directExecutor()
            .addService(new OneLine())
            .build()
            .start();
    Map<String, Long> invited = new ConcurrentHashMap<>();
    long[] delays = new long[rate * seconds + 1];
    AtomicLong dialled = new AtomicLong();
    FakeEdge edge = new FakeEdge(grpc, "edge-1", "1", "t", List.of());
    edge.onCommand((self, command) -> {
      if (command.getCommandCase() == Command.CommandCase.DIAL) {
        var dial = command.getDial();
        Long at = invited.remove(dial.getNumber());
        if (at != null) {
          delays[(int) dialled.getAndIncrement()] = System.nanoTime() - at;
        }
        self.event(
            self.of(dial.getCallId(), dial.getLegId(), dial.getLine())
                .setAlerting(CallAlerting.getDefaultInstance()));
        self.event(
            self.of(dial.getCallId(), dial.getLegId(), dial.getLine())
                .setAnswered(CallAnswered.getDefaultInstance()));
      }
    });
    edge.awaitDown("welcome", EdgeDown::hasWelcome);
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), PBX))) {
      socket.setReceiveBufferSize(8 << 20);
      InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      AtomicLong answered = new AtomicLong();
      AtomicLong ended = new AtomicLong();
      AtomicLong failed = new AtomicLong();
      Queue<Long> refusals = new ConcurrentLinkedQueue<>();
      Map<String, Started> running = new ConcurrentHashMap<>();
      Thread.ofPlatform()
          .daemon()
          .start(() -> receive(socket, to, running, answered, ended, failed, refusals));
      String run = Long.toHexString(System.nanoTime());
      long due = System.nanoTime();
      for (int i = 0; i < rate * seconds; i++) {
        due += 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        String number = "138" + String.format(Locale.ROOT, "%08d", i);
        String id = run + "-" + i;
        invited.put(number, System.nanoTime());
        running.put(id, new Started(System.nanoTime(), number));
        send(socket, to, invite(port, id, number));
      }
      Thread.sleep(2000);
      long[] sorted = Arrays.copyOf(delays, (int) dialled.get());
      Arrays.sort(sorted);
      System.out.printf(
          "load: %d at %d/s: answered %d, ended %d, failed %d; INVITE to Dial p50 %.2f ms p99 %.2f"
              + " ms%n",
          rate * seconds,
          rate,
          answered.get(),
          ended.get(),
          failed.get(),
          sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 1e6,
          sorted.length == 0 ? 0 : sorted[sorted.length * 99 / 100] / 1e6);
      long[] at = refusals.stream().mapToLong(Long::longValue).sorted().toArray();
      System.out.printf(
          "load: goodput %.0f/s; %d answered 503 after p50 %.2f ms p99 %.2f ms%n",
          ended.get() / (double) seconds,
          at.length,
          at.length == 0 ? 0 : at[at.length / 2] / 1e6,
          at.length == 0 ? 0 : at[at.length * 99 / 100] / 1e6);
    }
    edge.close();
    policy.shutdownNow();
    System.exit(0);
  }

  private static String invite(int port, String id, String number) {
    return "INVITE sip:"
        + number
        + "@127.0.0.1:"
        + port
        + " SIP/2.0\r\n"
        + head(id, "i", "INVITE", 1, "<sip:" + number + "@gw>")
        + "Contact: <sip:pbx@127.0.0.1:"
        + PBX
        + ">\r\n"
        + "Content-Type: application/sdp\r\nContent-Length: "
        + SipPeer.SDP.length()
        + "\r\n\r\n"
        + SipPeer.SDP;
  }

  private static String head(String id, String branch, String method, int cseq, String to) {
    return "Via: SIP/2.0/UDP 127.0.0.1:"
        + PBX
        + ";rport;branch=z9hG4bK"
        + id
        + branch
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:7001@pbx>;tag="
        + id
        + "\r\nTo: "
        + to
        + "\r\nCall-ID: "
        + id
        + "\r\nCSeq: "
        + cseq
        + " "
        + method
        + "\r\n";
  }

  private static void send(DatagramSocket socket, InetSocketAddress to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void receive(
      DatagramSocket socket,
      InetSocketAddress to,
      Map<String, Started> running,
      AtomicLong answered,
      AtomicLong ended,
      AtomicLong failed,
      Queue<Long> refusals) {
    byte[] buffer = new byte[8192];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return;
      }
      SipText message =
          SipText.of(new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII));
      String id = message.field("Call-ID");
      if (message.status() == 200 && message.cseq().endsWith("INVITE")) {
        String target = message.contactUri();
        send(
            socket,
            to,
            "ACK "
                + target
                + " SIP/2.0\r\n"
                + head(id, "a", "ACK", 1, message.field("To"))
                + "Content-Length: 0\r\n\r\n");
        if (running.remove(id) != null) {
          answered.incrementAndGet();
          send(
              socket,
              to,
              "BYE "
                  + target
                  + " SIP/2.0\r\n"
                  + head(id, "b", "BYE", 2, message.field("To"))
                  + "Content-Length: 0\r\n\r\n");
        }
      } else if (message.status() == 200) {
        ended.incrementAndGet();
      } else if (message.status() >= 300) {
        failed.incrementAndGet();
        Started call = running.remove(id);
        if (call != null && message.status() == 503) {
          refusals.add(System.nanoTime() - call.nanos());
        }
        send(
            socket,
            to,
            "ACK sip:x@127.0.0.1 SIP/2.0\r\n"
                + head(id, "i", "ACK", 1, message.field("To"))
                + "Content-Length: 0\r\n\r\n");
      }
    }
  }
}
