package io.patchbay.console.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.ListCallsRequest;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The door in front of two replicas of sip-trunk: what each has of its own is seen as one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReplicasTest {
  private final FakeServices one = new FakeServices();
  private FakeServices two = new FakeServices();
  private final Console console;
  private final ManagedChannel channel;

  ReplicasTest(@TempDir Path directory) throws IOException {
    console =
        Console.start(
            directory,
            Map.of(
                "patchbay.trunks",
                one.address() + "," + two.address(),
                "patchbay.service-token",
                "secret"));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", console.grpcPort()).usePlaintext().build();
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    console.close();
    one.close();
    two.close();
  }

  private Set<String> listed() {
    Set<String> ids = new TreeSet<>();
    CallsGrpc.newBlockingStub(channel)
        .listCalls(ListCallsRequest.getDefaultInstance())
        .getCallsList()
        .forEach(call -> ids.add(call.getCallId()));
    return ids;
  }

  private BlockingClientCall<?, CallEvent> watch() {
    return CallsGrpc.newBlockingV2Stub(channel)
        .watchEvents(WatchEventsRequest.getDefaultInstance());
  }

  private static void awaitEvent(BlockingClientCall<?, CallEvent> events, String id)
      throws Exception {
    CallEvent next = events.read();
    while (!next.getEventId().equals(id)) {
      next = events.read();
    }
  }

  private static void tell(FakeServices replica, String id) {
    Console.await(() -> !replica.watchers.isEmpty());
    replica.watchers.forEach(each -> each.onNext(CallEvent.newBuilder().setEventId(id).build()));
  }

  @Test
  void listsStreamsAndFailOverCoverEveryReplica() throws Exception {
    one.calls.add(Call.newBuilder().setCallId("a").build());
    two.calls.add(Call.newBuilder().setCallId("b").build());
    assertEquals(Set.of("a", "b"), listed());
    assertTrue(one.tokens.contains("Bearer secret"), one.tokens.toString());

    BlockingClientCall<?, CallEvent> events = watch();
    tell(one, "of one");
    tell(two, "of two");
    Set<String> seen = new TreeSet<>();
    while (!seen.containsAll(Set.of("of one", "of two"))) {
      seen.add(events.read().getEventId());
    }

    int port = two.port();
    two.close();
    tell(one, "alone");
    awaitEvent(events, "alone");
    assertEquals(Set.of("a"), listed());

    two = new FakeServices(port);
    tell(two, "back");
    awaitEvent(events, "back");
    events.cancel("enough", null);
    Console.await(one.watchers::isEmpty);
    Console.await(two.watchers::isEmpty);
  }

  @Test
  void withoutAnyReplicaTheServiceIsNamed(@TempDir Path other) throws IOException {
    try (Console alone = Console.start(other, Map.of("patchbay.trunks", "127.0.0.1:9"))) {
      ManagedChannel door =
          NettyChannelBuilder.forAddress("127.0.0.1", alone.grpcPort()).usePlaintext().build();
      Status list =
          assertThrows(
                  StatusRuntimeException.class,
                  () ->
                      CallsGrpc.newBlockingStub(door)
                          .listCalls(ListCallsRequest.getDefaultInstance()))
              .getStatus();
      assertEquals("sip-trunk is not reachable", list.getDescription());
      Status watch =
          assertThrows(
                  StatusException.class,
                  () ->
                      CallsGrpc.newBlockingV2Stub(door)
                          .watchEvents(WatchEventsRequest.getDefaultInstance())
                          .read())
              .getStatus();
      assertEquals(Status.Code.UNAVAILABLE, watch.getCode());
      door.shutdownNow();
    }
  }
}
