package io.patchbay.trunk.policy;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

/// Another service this one asks. The connection is made when it is needed, and again when it
/// breaks. A question is asked once: who asks knows what to do without an answer.
public final class Peer implements AutoCloseable {
  private final ManagedChannel channel;

  /// A service at `host:port`.
  public Peer(String target) {
    channel =
        NettyChannelBuilder.forTarget(target)
            .usePlaintext()
            .directExecutor()
            .disableRetry()
            .build();
  }

  public ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
