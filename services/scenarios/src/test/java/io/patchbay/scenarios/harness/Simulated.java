package io.patchbay.scenarios.harness;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.proto.sim.v1.SimulatorServiceGrpc;
import io.patchbay.proto.sim.v1.SimulatorServiceGrpc.SimulatorServiceBlockingStub;
import java.util.concurrent.TimeUnit;

/// The simulated world of a running gateway, over `sim.v1`.
public final class Simulated implements AutoCloseable {
  private final ManagedChannel channel;

  public Simulated(Ready ready) {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", ready.simulator()).usePlaintext().build();
  }

  /// Calls with a deadline of 60 s.
  public SimulatorServiceBlockingStub world() {
    return SimulatorServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
