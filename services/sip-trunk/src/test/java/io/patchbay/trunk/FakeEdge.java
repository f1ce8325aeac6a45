package io.patchbay.trunk;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.CallOffered;
import io.patchbay.proto.edge.v1.CallReleased;
import io.patchbay.proto.edge.v1.CodecCapability;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeControlGrpc;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.edge.v1.Hello;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.LineReport;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Refused;
import io.patchbay.proto.edge.v1.RtpLocal;
import io.patchbay.proto.edge.v1.SrtpKey;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// An edge made of its gRPC stream: accepts every command unless told otherwise, and keeps them.
final class FakeEdge implements AutoCloseable {
  /// Where its RTP ports are.
  volatile String mediaAddress = "127.0.0.1";

  private final ManagedChannel channel;
  private final StreamObserver<EdgeUp> up;
  private final BlockingQueue<EdgeDown> down = new LinkedBlockingQueue<>();
  private final Map<CommandCase, Refusal> refusals = new EnumMap<>(CommandCase.class);
  private final AtomicInteger ports = new AtomicInteger(20_000);
  private final String name;
  private volatile BiConsumer<FakeEdge, Command> listener = (edge, command) -> {};
  private volatile boolean keeping = true;
  private volatile String forwarded = "";

  FakeEdge(int port, String name, String incarnation, String token, List<LiveCall> calls) {
    this(port, name, incarnation, token, calls, List.of());
  }

  /// One that says what it can code.
  FakeEdge(
      int port,
      String name,
      String incarnation,
      String token,
      List<LiveCall> calls,
      List<String> codecs) {
    this.name = name;
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    up =
        EdgeControlGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .attach(new Down());
    send(
        EdgeUp.newBuilder()
            .setHello(
                Hello.newBuilder()
                    .setEdge(name)
                    .setIncarnation(incarnation)
                    .setPrimary(true)
                    .addLines(line("gsm-1", LineKind.LINE_KIND_SIM))
                    .addLines(line("gsm-2", LineKind.LINE_KIND_SIM))
                    .addLines(line("fxs-1", LineKind.LINE_KIND_FXS))
                    .setFaxModems(true)
                    .addAllCodecs(codecs.stream().map(FakeEdge::codec).toList())
                    .addAllCalls(calls)));
  }

  private static CodecCapability codec(String encoding) {
    return CodecCapability.newBuilder()
        .setCodec(encoding)
        .setState(CodecCapability.State.STATE_AVAILABLE)
        .build();
  }

  private static LineReport line(String name, LineKind kind) {
    return LineReport.newBuilder()
        .setName(name)
        .setKind(kind)
        .setStatus(LineStatus.newBuilder().setState(LineState.LINE_STATE_IN_SERVICE))
        .build();
  }

  private final class Down implements StreamObserver<EdgeDown> {
    @Override
    public void onNext(EdgeDown message) {
      if (keeping || !message.hasCommand()) {
        down.add(message);
      }
      if (message.hasCommand()) {
        answer(message.getCommand());
        listener.accept(FakeEdge.this, message.getCommand());
      }
    }

    @Override
    public void onError(Throwable failure) {
      down.add(EdgeDown.getDefaultInstance());
    }

    @Override
    public void onCompleted() {}
  }

  private void answer(Command command) {
    CommandResult.Builder result = CommandResult.newBuilder().setCommandId(command.getCommandId());
    Refusal refusal = refusals.get(command.getCommandCase());
    if (refusal != null) {
      result.setRefused(Refused.newBuilder().setKind(refusal).setReason("scripted"));
    } else if (command.hasCreateRtp()) {
      result.setAccepted(
          Accepted.newBuilder()
              .setRtp(
                  RtpLocal.newBuilder()
                      .setAddress(mediaAddress)
                      .setPort(ports.addAndGet(2))
                      .addAllSrtp(
                          command.getCreateRtp().getSrtpSuitesList().stream()
                              .map(FakeEdge::key)
                              .toList())));
    } else if (command.hasForwarding()) {
      result.setAccepted(Accepted.newBuilder().addForwards(forwarding(command.getForwarding())));
    } else {
      result.setAccepted(Accepted.getDefaultInstance());
    }
    send(EdgeUp.newBuilder().setResult(result));
  }

  /// A key of zeros.
  static SrtpKey key(String suite) {
    int octets =
        switch (suite) {
          case "AEAD_AES_128_GCM" -> 28;
          case "AEAD_AES_256_GCM" -> 44;
          default -> 30;
        };
    return SrtpKey.newBuilder()
        .setSuite(suite)
        .setKey(ByteString.copyFrom(new byte[octets]))
        .build();
  }

  /// A network that forwards busy calls as it was told last.
  private CallForward forwarding(Forwarding asked) {
    if (asked.hasSet()) {
      forwarded = asked.getSet().getNumber();
    }
    return CallForward.newBuilder()
        .setReason(ForwardReason.FORWARD_REASON_BUSY)
        .setNumber(forwarded)
        .build();
  }

  /// What the network was told before.
  void networkForwards(String number) {
    forwarded = number;
  }

  /// Commands are handed on instead of kept.
  void onCommand(BiConsumer<FakeEdge, Command> fresh) {
    listener = fresh;
    keeping = false;
  }

  FakeEdge refuse(CommandCase command, Refusal refusal) {
    refusals.put(command, refusal);
    return this;
  }

  void accept(CommandCase command) {
    refusals.remove(command);
  }

  synchronized void send(EdgeUp.Builder message) {
    up.onNext(message.build());
  }

  void fact(Fact fact) {
    send(EdgeUp.newBuilder().setFact(fact));
  }

  void offered(String callId, String line, String calling, String called) {
    event(
        LineEvent.newBuilder()
            .setLine(line)
            .setCallId(callId)
            .setLegId(callId + "-a")
            .setOffered(
                CallOffered.newBuilder().setCallingNumber(calling).setCalledNumber(called)));
  }

  void event(LineEvent.Builder event) {
    send(EdgeUp.newBuilder().setLineEvent(event));
  }

  LineEvent.Builder of(String callId, String legId, String line) {
    return LineEvent.newBuilder().setCallId(callId).setLegId(legId).setLine(line);
  }

  void released(String callId, String legId, String line, int cause) {
    event(of(callId, legId, line).setReleased(CallReleased.newBuilder().setCause(cause)));
  }

  /// The next command of this kind; others are thrown away.
  Command await(CommandCase kind) {
    return awaitDown(kind.name(), m -> m.hasCommand() && m.getCommand().getCommandCase() == kind)
        .getCommand();
  }

  EdgeDown awaitDown(String what, Predicate<EdgeDown> fits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    StringBuilder seen = new StringBuilder();
    while (true) {
      try {
        EdgeDown next = down.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new AssertionError(name + " waits for " + what + ", got:" + seen);
        }
        if (fits.test(next)) {
          return next;
        }
        seen.append(' ').append(next.getMessageCase());
        if (next.hasCommand()) {
          seen.append(':').append(next.getCommand().getCommandCase());
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
