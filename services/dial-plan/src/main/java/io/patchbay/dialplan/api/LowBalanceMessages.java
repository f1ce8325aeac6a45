package io.patchbay.dialplan.api;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.routing.limit.LowBalance;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells by short message that little is left of a limit. Thread-safe; never blocks. sms-router
/// takes it once, however often it is sent.
public final class LowBalanceMessages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LowBalanceMessages.class);
  private static final long DEADLINE_S = 5;

  private final ManagedChannel channel;

  /// @param smsRouter host:port
  public LowBalanceMessages(String smsRouter) {
    channel = NettyChannelBuilder.forTarget(smsRouter).usePlaintext().directExecutor().build();
  }

  public void send(LowBalance low) {
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setRequestId("limit " + low.notice().getQuota() + " " + low.notice().getPeriod())
            .setOrigin("api")
            .setTo(low.to())
            .setText(low.text())
            .setLine(low.line())
            .build();
    LOG.info("limit {}: `{}` to {}", low.notice().getQuota(), low.text(), low.to());
    MessagesGrpc.newStub(channel)
        .withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS)
        .sendMessage(request, new Told(low));
  }

  private record Told(LowBalance low) implements StreamObserver<Message> {
    @Override
    public void onNext(Message message) {
      LOG.debug("limit {}: message {}", low.notice().getQuota(), message.getMessageId());
    }

    @Override
    public void onError(Throwable failure) {
      LOG.warn(
          "limit {}: nobody was told that little is left: {}",
          low.notice().getQuota(),
          failure.getMessage());
    }

    @Override
    public void onCompleted() {
      LOG.debug("limit {}: told", low.notice().getQuota());
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
