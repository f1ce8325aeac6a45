package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Octets;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.SipGuesser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A modem that talks nonsense, programs that send no protobuf, somebody who guesses a password:
/// each is answered or dropped, and the next call works.
@ExtendWith(SharedGateway.class)
class BadPeersTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final int EDGE_PORT = 9091;
  private static final int PUBLIC_PORT = 9090;

  @ParameterizedTest
  @ValueSource(strings = {"garbled", "flood"})
  void aModemThatTalksNonsenseTakesCallsWhenItIsWellAgain(String fault, Lab lab) throws Exception {
    Baresip phone = lab.extension("102");
    lab.world().fault("gsm-2", fault);
    String during = lab.subscriber();
    lab.world().call(during, "gsm-2", lab.talking("during"));
    lab.world().await("gsm-2", "fault", fault);
    theNextCallWorks(lab);
    lab.records().hangUpAll();
    lab.world().giveUp(during);

    lab.world().fault("gsm-2", "clear");

    String subscriber = lab.awaitCallBy("gsm-2", phone, SOON.multipliedBy(3));
    phone.accept();
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(Duration.ofSeconds(1));
    phone.hangUp();
    assertEquals(16, lab.records().only(subscriber, SOON).getCause());
  }

  @Test
  void brokenProtobufAtTheEdgeDoorIsRefused(Lab lab) throws Exception {
    nonsense(lab, EDGE_PORT, "patchbay.edge.v1.EdgeControl/Attach", token(lab, "edge-token"));
    nonsense(lab, EDGE_PORT, "patchbay.edge.v1.TrunkControl/Execute", token(lab, "service-token"));

    theNextCallWorks(lab);
  }

  @Test
  void brokenProtobufAtThePublicDoorIsRefused(Lab lab) throws Exception {
    nonsense(lab, PUBLIC_PORT, "patchbay.call.v1.Calls/Originate", new Metadata());
    nonsense(lab, PUBLIC_PORT, "patchbay.config.v1.Configuration/PutDocument", new Metadata());
    nonsense(lab, PUBLIC_PORT, "patchbay.no.v1.Such/Method", new Metadata());

    theNextCallWorks(lab);
  }

  @Test
  void anEdgeWithoutTheTokenIsRefused(Lab lab) {
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        call(lab, EDGE_PORT, "patchbay.edge.v1.EdgeControl/Attach", new Metadata(), new byte[0]));
  }

  @Test
  void whoGuessesAPasswordIsSlowedDownAndNobodyElse(Lab lab) throws Exception {
    try (SipGuesser guesser = new SipGuesser(lab.ready(), "107")) {
      String first = guesser.guess("wrong");
      String last = first;
      for (int i = 0; i < 20 && last.startsWith("SIP/2.0 401"); i++) {
        last = guesser.guess("wrong" + i);
      }

      assertTrue(first.startsWith("SIP/2.0 401"), first);
      assertTrue(last.startsWith("SIP/2.0 403"), last);
      String right = guesser.guess(lab.ready().password("107"));
      assertTrue(right.startsWith("SIP/2.0 403"), "guessing goes on unhindered: " + right);
    }

    lab.extension("101").hangUp();
  }

  private static Metadata token(Lab lab, String secret) throws IOException {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + lab.gateway().secret(secret));
    return metadata;
  }

  /// Octets that are no message, too many of them, and no HTTP/2 at all.
  private static void nonsense(Lab lab, int port, String method, Metadata metadata)
      throws IOException {
    byte[] octets = new byte[4000];
    new Random(7).nextBytes(octets);
    for (byte[] body : new byte[][] {octets, new byte[30_000_000]}) {
      Status.Code code = call(lab, port, method, metadata, body);
      assertFalse(
          Set.of(Status.Code.OK, Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAUTHENTICATED)
              .contains(code),
          method + ": " + code);
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port + lab.gateway().offset())) {
      socket.getOutputStream().write(octets);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (java.net.SocketException e) {
      // it may close such a connection while we still write
    }
  }

  private static Status.Code call(
      Lab lab, int port, String method, Metadata metadata, byte[] body) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port + lab.gateway().offset())
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(metadata))
            .build();
    try {
      var answers =
          ClientCalls.blockingServerStreamingCall(
              channel,
              MethodDescriptor.<byte[], byte[]>newBuilder()
                  .setType(MethodType.SERVER_STREAMING)
                  .setFullMethodName(method)
                  .setRequestMarshaller(Octets.MARSHALLER)
                  .setResponseMarshaller(Octets.MARSHALLER)
                  .build(),
              CallOptions.DEFAULT.withDeadlineAfter(10, java.util.concurrent.TimeUnit.SECONDS),
              body);
      answers.forEachRemaining(_ -> {});
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  private static void theNextCallWorks(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", lab.talking("next"));
    phone.answer();
    phone.awaitTone(Duration.ofSeconds(1));
    phone.hangUp();
    assertEquals(16, lab.records().only(subscriber, SOON).getCause());
  }
}
