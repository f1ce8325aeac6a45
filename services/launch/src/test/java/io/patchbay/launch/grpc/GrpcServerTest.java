package io.patchbay.launch.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.sms.v1.GetMessageRequest;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GrpcServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /// Answers with the kind of its thread.
  private static final class Echo extends MessagesGrpc.MessagesImplBase {
    @Override
    public void getMessage(GetMessageRequest request, StreamObserver<Message> answer) {
      boolean own = Thread.currentThread().isVirtual();
      answer.onNext(Message.newBuilder().setText(own ? "own thread" : "network thread").build());
      answer.onCompleted();
    }
  }

  private static String asked(GrpcServer server, String id) throws InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    try {
      var health =
          HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(10, TimeUnit.SECONDS)
              .check(HealthCheckRequest.getDefaultInstance());
      assertEquals(ServingStatus.SERVING, health.getStatus());
      return MessagesGrpc.newBlockingStub(channel)
          .withDeadlineAfter(10, TimeUnit.SECONDS)
          .getMessage(GetMessageRequest.newBuilder().setMessageId(id).build())
          .getText();
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void aServiceThatBlocksHasAThreadForEachCallAndItsStreamsEndWithTheServer() throws Exception {
    var ended = new AtomicInteger();
    try (GrpcServer server =
        GrpcServer.blocking(ANY, 1 << 20, new Echo(), ended::incrementAndGet)) {
      assertEquals("own thread", asked(server, "1"));
      assertEquals(0, ended.get());
    }
    assertEquals(1, ended.get());
  }

  @Test
  void aServiceThatNeverBlocksAnswersOnTheNetworkThreadsWithinItsBounds() throws Exception {
    try (GrpcServer server = GrpcServer.direct(ANY, 100, new Echo())) {
      assertEquals("network thread", asked(server, "1"));
      var refused =
          assertThrows(StatusRuntimeException.class, () -> asked(server, "1".repeat(200)));
      assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
    }
  }

  @Test
  void takenPortIsNamed() {
    try (GrpcServer server = GrpcServer.direct(ANY, 100, new Echo())) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      var failure =
          assertThrows(
              UncheckedIOException.class,
              () -> GrpcServer.blocking(address, 100, new Echo(), () -> {}));
      assertTrue(
          String.valueOf(failure.getMessage()).contains(":" + server.port()), failure.getMessage());
    }
  }
}
