package io.patchbay.sms.policy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.ReserveMessageRequest;
import io.patchbay.proto.limit.v1.SettleMessageRequest;
import io.patchbay.routing.limit.MessageLimits;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.route.Refusal;
import io.patchbay.sms.send.Conditions;
import io.patchbay.sms.store.Job;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks dial-plan's ledger of limits, where a document limits messages; without its answer such
/// messages wait.
public final class LimitClient implements Conditions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LimitClient.class);
  private static final int DEADLINE_MS = 1000;

  private final ManagedChannel channel;
  private final Configuration configuration;

  /// @param address of dial-plan, host:port
  public LimitClient(String address, Configuration configuration) {
    this.channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    this.configuration = configuration;
  }

  @Override
  public Duration interval(String line) {
    return Duration.ofSeconds(configuration.now().line(line).getMessages().getIntervalS());
  }

  @Override
  public Optional<Refusal> reserve(Job job, int parts) {
    Origin sender = Origin.of(job.origin());
    if (!limited(job, sender)) {
      return Optional.empty();
    }
    try {
      var _ =
          stub()
              .reserveMessage(
                  ReserveMessageRequest.newBuilder()
                      .setLease(job.lease())
                      .setOrigin(sender.named())
                      .setLine(job.line())
                      .setParts(parts)
                      .build());
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      Fault fault = FaultStatus.toFault(e);
      boolean full = fault.kind() == Fault.Kind.NO_CAPACITY;
      return Optional.of(
          new Refusal(
              full ? Refusal.Kind.LINE : Refusal.Kind.TEMPORARY,
              String.valueOf(fault.getMessage())));
    }
  }

  @Override
  public void settle(Job job, String lease, int unsent) {
    if (!limited(job, Origin.of(job.origin()))) {
      return;
    }
    try {
      var _ =
          stub()
              .settleMessage(
                  SettleMessageRequest.newBuilder().setLease(lease).setUnsent(unsent).build());
    } catch (StatusRuntimeException e) {
      LOG.warn(
          "message {}: {} reserved parts count as used: {}",
          job.messageId(),
          unsent,
          e.getMessage());
    }
  }

  private boolean limited(Job job, Origin sender) {
    return new MessageLimits(configuration.now().router().limits().terms())
        .concern(sender.key(), job.line());
  }

  private LimitsGrpc.LimitsBlockingStub stub() {
    return LimitsGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
