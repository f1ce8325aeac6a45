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

/// Tells by short message that little is left of a limit, or what is wrong. Thread-safe; never
/// blocks. sms-router takes it once, however often it is sent.
public final class ShortMessages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShortMessages.class);
  private static final long DEADLINE_S = 5;

  private final ManagedChannel channel;

  /// @param smsRouter host:port
  public ShortMessages(String smsRouter) {
    channel = NettyChannelBuilder.forTarget(smsRouter).usePlaintext().directExecutor().build();
  }

  public void send(LowBalance low) {
    send(
        SendMessageRequest.newBuilder()
            .setRequestId("limit " + low.notice().getQuota() + " " + low.notice().getPeriod())
            .setTo(low.to())
            .setText(low.text())
            .setLine(low.line()));
  }

  /// By whatever line.
  ///
  /// @param id the same message is sent once
  public void send(String id, String to, String text) {
    send(SendMessageRequest.newBuilder().setRequestId(id).setTo(to).setText(text));
  }

  private void send(SendMessageRequest.Builder request) {
    LOG.info("{}: `{}` to {}", request.getRequestId(), request.getText(), request.getTo());
    MessagesGrpc.newStub(channel)
        .withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS)
        .sendMessage(request.setOrigin("api").build(), new Told(request.getRequestId()));
  }

  private record Told(String id) implements StreamObserver<Message> {
    @Override
    public void onNext(Message message) {
      LOG.debug("{}: message {}", id, message.getMessageId());
    }

    @Override
    public void onError(Throwable failure) {
      LOG.warn("{}: nobody was told: {}", id, failure.getMessage());
    }

    @Override
    public void onCompleted() {
      LOG.debug("{}: told", id);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
