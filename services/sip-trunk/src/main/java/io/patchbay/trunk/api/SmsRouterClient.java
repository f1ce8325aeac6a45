package io.patchbay.trunk.api;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.StatusRuntimeException;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.trunk.feature.MessageFeature;
import io.patchbay.trunk.policy.Peer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands short messages to sms-router; it answers once they are in the ledger. Thread-safe.
public final class SmsRouterClient implements MessageFeature.ShortMessages {
  private static final long DEADLINE_MS = 5000;

  private final MessagesGrpc.MessagesFutureStub stub;

  public SmsRouterClient(Peer router) {
    stub = MessagesGrpc.newFutureStub(router.channel());
  }

  @Override
  public void send(
      String requestId,
      String origin,
      String to,
      String text,
      Consumer<Optional<Fault.Kind>> done) {
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setRequestId(requestId)
            .setOrigin(origin)
            .setTo(to)
            .setText(text)
            .build();
    Futures.addCallback(
        stub.withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS).sendMessage(request),
        new FutureCallback<Message>() {
          @Override
          public void onSuccess(@Nullable Message message) {
            done.accept(Optional.empty());
          }

          @Override
          public void onFailure(Throwable failure) {
            done.accept(
                Optional.of(
                    failure instanceof StatusRuntimeException status
                        ? FaultStatus.toFault(status).kind()
                        : Fault.Kind.UNAVAILABLE));
          }
        },
        MoreExecutors.directExecutor());
  }
}
