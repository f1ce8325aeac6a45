package io.patchbay.sms.control;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.patchbay.contract.Fault;
import io.patchbay.contract.Refusals;
import io.patchbay.proto.edge.v1.CancelUssd;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.LearnNumber;
import io.patchbay.proto.edge.v1.Refused;
import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.proto.edge.v1.SendMessageResponse;
import io.patchbay.proto.edge.v1.SendSms;
import io.patchbay.proto.edge.v1.SendUssd;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import io.patchbay.proto.edge.v1.TrunkControlGrpc.TrunkControlBlockingStub;
import io.patchbay.sms.route.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The replicas over gRPC, the last one that answered first.
public final class TrunkClients implements Trunks, UssdLines, NumberLines, AutoCloseable {
  private static final int COMMAND_DEADLINE_MS = 60_000;

  /// The trunk answers for the edge when that is silent.
  private static final int ANSWER_MS = 5_000;

  private static final int MESSAGE_DEADLINE_MS = 40_000;

  private final List<ManagedChannel> channels;
  private final AtomicInteger preferred = new AtomicInteger();
  private final AtomicLong numbers = new AtomicLong(System.nanoTime());

  /// @param addresses host:port of every replica, at least one
  /// @param token what services show; empty: none
  public TrunkClients(List<String> addresses, String token) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("patchbay.trunks: no sip-trunk address");
    }
    channels =
        addresses.stream()
            .<ManagedChannel>map(address ->
                NettyChannelBuilder.forTarget(address)
                    .usePlaintext()
                    .intercept(credentials(token))
                    .build())
            .toList();
  }

  private static List<ClientInterceptor> credentials(String token) {
    if (token.isEmpty()) {
      return List.of();
    }
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return List.of(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public SendResult sendSms(String line, String commandId, String serviceCentre, byte[] tpdu) {
    Command.Builder command =
        command(commandId, COMMAND_DEADLINE_MS)
            .setSendSms(
                SendSms.newBuilder()
                    .setLine(line)
                    .setSmsc(serviceCentre)
                    .setTpdu(ByteString.copyFrom(tpdu)));
    return switch (askEach(line, command)) {
      case Answer.Final(CommandResult result) -> result(result);
      case Answer.Wrong(String reason) ->
          new SendResult.Refused(new Refusal(Refusal.Kind.MESSAGE, reason));
      case Answer.NotHere(String reason) ->
          new SendResult.Refused(new Refusal(Refusal.Kind.TEMPORARY, reason));
      case Answer.Broken(String reason) -> new SendResult.Unknown(reason, false);
    };
  }

  @Override
  public void send(String line, String session, String commandId, String text, int waitMs) {
    carryOut(
        line,
        command(commandId, waitMs)
            .setSendUssd(SendUssd.newBuilder().setLine(line).setSession(session).setText(text)));
  }

  @Override
  public void cancel(String line, String session, String commandId) {
    carryOut(
        line,
        command(commandId, COMMAND_DEADLINE_MS)
            .setCancelUssd(CancelUssd.newBuilder().setLine(line).setSession(session)));
  }

  @Override
  public void learn(String line, String card, String number) {
    carryOut(
        line,
        command("number-" + card + "-" + numbers.incrementAndGet(), COMMAND_DEADLINE_MS)
            .setLearnNumber(
                LearnNumber.newBuilder().setLine(line).setCard(card).setNumber(number)));
  }

  private static Command.Builder command(String id, int deadlineMs) {
    return Command.newBuilder().setCommandId(id).setDeadlineMs(deadlineMs);
  }

  private void carryOut(String line, Command.Builder command) {
    switch (askEach(line, command)) {
      case Answer.Final(CommandResult result) -> {
        if (result.hasRefused()) {
          throw Refusals.toFault(result.getRefused());
        }
      }
      case Answer.Wrong(String reason) -> throw new Fault(Fault.Kind.INVALID, reason);
      case Answer.NotHere(String reason) -> throw new Fault(Fault.Kind.NOT_FOUND, reason);
      case Answer.Broken(String reason) -> throw new Fault(Fault.Kind.UNAVAILABLE, reason);
    }
  }

  /// What one replica says.
  private sealed interface Answer {
    /// No other replica knows better.
    record Final(CommandResult result) implements Answer {}

    /// The command itself is wrong.
    record Wrong(String reason) implements Answer {}

    /// This one cannot reach the line; nothing was sent.
    record NotHere(String reason) implements Answer {}

    /// The connection broke, perhaps behind the command.
    record Broken(String reason) implements Answer {}
  }

  /// Goes on to the next replica when one cannot say anything; the command id keeps it from being
  /// done twice.
  private Answer askEach(String line, Command.Builder command) {
    ExecuteRequest request = ExecuteRequest.newBuilder().setLine(line).setCommand(command).build();
    int deadline = command.getDeadlineMs() + ANSWER_MS;
    Answer said = new Answer.NotHere("no sip-trunk");
    int first = preferred.get();
    for (int i = 0; i < channels.size(); i++) {
      int replica = (first + i) % channels.size();
      switch (execute(stub(replica, deadline), request)) {
        case Answer.NotHere notHere -> said = said instanceof Answer.Broken ? said : notHere;
        case Answer.Broken broken -> said = broken;
        case Answer last -> {
          preferred.set(replica);
          return last;
        }
      }
    }
    return said;
  }

  private static Answer execute(TrunkControlBlockingStub replica, ExecuteRequest request) {
    try {
      CommandResult result = replica.execute(request);
      boolean elsewhere =
          result.hasRefused()
              && result.getRefused().getKind()
                  == io.patchbay.proto.edge.v1.Refusal.REFUSAL_NOT_FOUND;
      return elsewhere
          ? new Answer.NotHere(result.getRefused().getReason())
          : new Answer.Final(result);
    } catch (StatusRuntimeException e) {
      return failure(e.getStatus());
    }
  }

  private static SendResult result(CommandResult result) {
    return switch (result.getOutcomeCase()) {
      case ACCEPTED -> new SendResult.Taken(reference(result.getAccepted().getValue()));
      case REFUSED -> refused(result.getRefused());
      case OUTCOME_NOT_SET -> new SendResult.Unknown("an answer without an outcome", true);
    };
  }

  private static SendResult refused(Refused refused) {
    String reason = refused.getReason();
    return switch (refused.getKind()) {
      case REFUSAL_TIMED_OUT -> new SendResult.Unknown("timed out: " + reason, true);
      case REFUSAL_INVALID -> new SendResult.Refused(new Refusal(Refusal.Kind.MESSAGE, reason));
      case REFUSAL_REJECTED -> new SendResult.Refused(Refusal.rejected(reason));
      case REFUSAL_NOT_FOUND,
          REFUSAL_BUSY,
          REFUSAL_UNAVAILABLE,
          REFUSAL_UNSPECIFIED,
          UNRECOGNIZED ->
          new SendResult.Refused(Refusal.rejected(reason));
    };
  }

  /// A replica without the edge says NOT_FOUND: nothing was sent. A broken connection may have
  /// carried the command.
  private static Answer failure(Status status) {
    String reason =
        status.getCode() + " " + Optional.ofNullable(status.getDescription()).orElse("");
    return switch (status.getCode()) {
      case NOT_FOUND, FAILED_PRECONDITION, RESOURCE_EXHAUSTED -> new Answer.NotHere(reason);
      case INVALID_ARGUMENT -> new Answer.Wrong(reason);
      default -> new Answer.Broken(reason);
    };
  }

  private static Optional<Integer> reference(String value) {
    try {
      return Optional.of(Integer.parseInt(value.strip()))
          .filter(number -> number >= 0 && number <= 255);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  @Override
  public SipResult sendMessage(String messageId, String extension, String from, String text) {
    return send(
        SendMessageRequest.newBuilder()
            .setMessageId(messageId)
            .setExtension(extension)
            .setFrom(from)
            .setText(text)
            .build());
  }

  @Override
  public SipResult sendSummary(String messageId, String extension, String summary) {
    return send(
        SendMessageRequest.newBuilder()
            .setMessageId(messageId + "-waiting")
            .setExtension(extension)
            .setFrom(extension)
            .setMessageSummary(summary)
            .build());
  }

  private SipResult send(SendMessageRequest request) {
    String reason = "no sip-trunk answers";
    int first = preferred.get();
    for (int i = 0; i < channels.size(); i++) {
      int replica = (first + i) % channels.size();
      try {
        SendMessageResponse response = stub(replica, MESSAGE_DEADLINE_MS).sendMessage(request);
        preferred.set(replica);
        return new SipResult(response.getSipStatus(), response.getReason());
      } catch (StatusRuntimeException e) {
        reason =
            e.getStatus().getCode()
                + " "
                + Optional.ofNullable(e.getStatus().getDescription()).orElse("");
      }
    }
    return new SipResult(0, reason);
  }

  private TrunkControlBlockingStub stub(int replica, int deadlineMs) {
    return TrunkControlGrpc.newBlockingStub(channels.get(replica))
        .withDeadlineAfter(deadlineMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
