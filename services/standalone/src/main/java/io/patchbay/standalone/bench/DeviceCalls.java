package io.patchbay.standalone.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.Endpoint;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.LineEndpoint;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.PlaceCallRequest;
import io.patchbay.simulator.api.SimClient;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Calls over the SIM lines of a [Device] attached to a gateway, one after the other.
final class DeviceCalls implements AutoCloseable {
  private static final int LINES = 4;
  private static final int TALK_MILLIS = 300;
  private static final long DEADLINE_SECONDS = 30;

  private final LongSupplier nanoTime;
  private final ManagedChannel channel;
  private final SimClient world;
  private final String prefix;

  DeviceCalls(Product product, Device device, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    channel = NettyChannelBuilder.forAddress(product.publicGrpc()).usePlaintext().build();
    world = SimClient.of("127.0.0.1", device.simulatorPort());
    prefix = "training-" + Long.toHexString(nanoTime.getAsLong()) + "-";
  }

  /// `rounds` calls each way: to a number that echoes and extension 101, and from a subscriber to
  /// whom the line's document names.
  void run(int rounds) {
    for (int i = 0; i < rounds; i++) {
      String line = "gsm-" + (1 + i % LINES);
      dial("device-" + line, i);
      world.place(
          PlaceCallRequest.newBuilder()
              .setSubscriber(String.format(Locale.ROOT, "+861380003%04d", i))
              .setTo(i % 2 == 0 ? "gsm-1" : "gsm-2")
              .setPlan(CallPlan.newBuilder().setSay("tone:1000").setHangupAfterMillis(TALK_MILLIS))
              .setWait(true)
              .setTimeoutMillis(10_000)
              .build());
    }
  }

  private void dial(String line, int index) {
    var calls =
        CallsGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    Call call =
        calls.originate(
            OriginateRequest.newBuilder()
                .setRequestId(prefix + index)
                .setFrom(
                    Endpoint.newBuilder()
                        .setLine(LineEndpoint.newBuilder().setLine(line).setNumber("10000")))
                .setTo(Endpoint.newBuilder().setExtension("101"))
                .build());
    var events =
        calls.watchEvents(WatchEventsRequest.newBuilder().setCallId(call.getCallId()).build());
    boolean answered = false;
    while (events.hasNext()) {
      CallEvent.Type type = events.next().getType();
      if (type == CallEvent.Type.TYPE_ANSWERED && !answered) {
        answered = true;
        Waiting.millis(TALK_MILLIS, nanoTime);
        calls.hangUp(HangUpRequest.newBuilder().setCallId(call.getCallId()).build());
      } else if (type == CallEvent.Type.TYPE_ENDED) {
        return;
      }
    }
  }

  @Override
  public void close() {
    world.close();
    channel.shutdownNow();
  }
}
