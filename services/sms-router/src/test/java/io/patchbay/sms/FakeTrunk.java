package io.patchbay.sms;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.proto.edge.v1.SendMessageResponse;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A sip-trunk replica on loopback with an edge behind it: every command id once, every SIP message
/// id once.
final class FakeTrunk extends TrunkControlGrpc.TrunkControlImplBase implements AutoCloseable {
  final BlockingQueue<ExecuteRequest> commands = new LinkedBlockingQueue<>();
  final BlockingQueue<SendMessageRequest> messages = new LinkedBlockingQueue<>();
  final AtomicInteger notRegistered = new AtomicInteger();
  final AtomicInteger breaking = new AtomicInteger();
  private final Map<String, CommandResult> results = new ConcurrentHashMap<>();
  private final AtomicInteger reference = new AtomicInteger();
  private final Server server;

  FakeTrunk() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void execute(ExecuteRequest request, StreamObserver<CommandResult> observer) {
    CommandResult result =
        results.computeIfAbsent(request.getCommand().getCommandId(), id -> carryOut(id, request));
    if (breaking.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      observer.onError(Status.UNAVAILABLE.withDescription("connection lost").asRuntimeException());
      return;
    }
    observer.onNext(result);
    observer.onCompleted();
  }

  private CommandResult carryOut(String id, ExecuteRequest request) {
    commands.add(request);
    String value = String.valueOf(reference.incrementAndGet() & 0xFF);
    return CommandResult.newBuilder()
        .setCommandId(id)
        .setAccepted(Accepted.newBuilder().setValue(value))
        .build();
  }

  @Override
  public void sendMessage(
      SendMessageRequest request, StreamObserver<SendMessageResponse> observer) {
    boolean away = notRegistered.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    if (!away) {
      messages.add(request);
    }
    observer.onNext(
        SendMessageResponse.newBuilder()
            .setSipStatus(away ? 480 : 200)
            .setReason(away ? "Temporarily Unavailable" : "OK")
            .build());
    observer.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
