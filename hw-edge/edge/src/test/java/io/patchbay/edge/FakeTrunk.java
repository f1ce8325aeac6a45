package io.patchbay.edge;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeControlGrpc;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.FactAck;
import io.patchbay.proto.edge.v1.Retiring;
import io.patchbay.proto.edge.v1.Welcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A trunk replica made of a queue: real gRPC on loopback.
final class FakeTrunk implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final LinkedBlockingQueue<EdgeUp> messages = new LinkedBlockingQueue<>();
  private volatile @Nullable StreamObserver<EdgeDown> down;
  private volatile String token = "";
  private volatile boolean welcoming = true;
  private final Server server;

  FakeTrunk() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Service())
            .intercept(new Token())
            .build()
            .start();
  }

  /// Hellos are taken and not answered until [#welcome].
  void keepWaiting() {
    welcoming = false;
  }

  void welcome() {
    down(EdgeDown.newBuilder().setWelcome(Welcome.newBuilder().setTrunk("fake")).build());
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  String token() {
    return token;
  }

  /// The first message of this kind that came and was not taken; those before it are dropped.
  <T> T next(Predicate<EdgeUp> kind, Function<EdgeUp, T> part) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    try {
      while (true) {
        var message = messages.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (message == null) {
          throw new IllegalStateException("the edge did not send it within 15 s");
        }
        if (kind.test(message)) {
          return part.apply(message);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  void send(Command command) {
    down(EdgeDown.newBuilder().setCommand(command).build());
  }

  void acknowledge(long sequence) {
    down(EdgeDown.newBuilder().setFactAck(FactAck.newBuilder().setSequence(sequence)).build());
  }

  void retire(boolean goes) {
    down(EdgeDown.newBuilder().setRetiring(Retiring.newBuilder().setRetiring(goes)).build());
  }

  /// Sends and brings back the result.
  CommandResult ask(Command.Builder command, String id) {
    send(command.setCommandId(id).build());
    return next(
        up -> up.hasResult() && up.getResult().getCommandId().equals(id), EdgeUp::getResult);
  }

  private void down(EdgeDown message) {
    var stream = down;
    if (stream == null) {
      throw new IllegalStateException("no edge is attached");
    }
    stream.onNext(message);
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Service extends EdgeControlGrpc.EdgeControlImplBase {
    @Override
    public StreamObserver<EdgeUp> attach(StreamObserver<EdgeDown> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(EdgeUp message) {
          if (message.hasHello()) {
            down = answers;
            if (welcoming) {
              welcome();
            }
          }
          messages.add(message);
        }

        @Override
        public void onError(Throwable problem) {
          down = null;
        }

        @Override
        public void onCompleted() {
          answers.onCompleted();
        }
      };
    }
  }

  private final class Token implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      token = String.valueOf(headers.get(AUTHORIZATION));
      return Contexts.interceptCall(Context.current(), call, headers, next);
    }
  }
}
