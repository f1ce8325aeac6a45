package io.patchbay.scenarios.harness;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.ListCallsRequest;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.config.v1.ConfigurationGrpc;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.GetDocumentRequest;
import io.patchbay.proto.line.v1.GetLineRequest;
import io.patchbay.proto.line.v1.Line;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The public gRPC door: records, live calls, messages.
public final class Records implements AutoCloseable {
  private final ManagedChannel channel;

  public Records(Ready ready) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", ready.grpc()).usePlaintext().build();
  }

  public ManagedChannel channel() {
    return channel;
  }

  public CallsGrpc.CallsBlockingStub calls() {
    return CallsGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  public MessagesGrpc.MessagesBlockingStub messages() {
    return MessagesGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  /// Stores a configuration document.
  public void put(Document document) {
    var _ = documents().putDocument(document);
  }

  public Document document(String kind, String name) {
    return documents()
        .getDocument(GetDocumentRequest.newBuilder().setKind(kind).setName(name).build());
  }

  /// A line as it is now.
  public Line line(String name) {
    return LinesGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .getLine(GetLineRequest.newBuilder().setLine(name).build());
  }

  public void delete(String kind, String name) {
    var _ =
        documents()
            .deleteDocument(GetDocumentRequest.newBuilder().setKind(kind).setName(name).build());
  }

  private ConfigurationGrpc.ConfigurationBlockingStub documents() {
    return ConfigurationGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  public List<CallRecord> withNumber(String number) {
    return RecordsGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .listRecords(ListRecordsRequest.newBuilder().setNumber(number).setPageSize(1000).build())
        .getRecordsList();
  }

  /// The one record with this calling or called number, which no other call of the run has.
  public CallRecord only(String number, Duration deadline) {
    CallRecord record =
        Await.value(
            "record with number " + number,
            deadline,
            () -> withNumber(number).stream().findFirst());
    List<CallRecord> all = withNumber(number);
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " records with " + number + ": " + all);
    }
    return record;
  }

  /// As [#only], for calls between numbers that others use, too: the one that started after
  /// `since`.
  public CallRecord only(String number, Instant since, Duration deadline) {
    return Await.value(
        "record with number " + number + " since " + since,
        deadline,
        () -> {
          List<CallRecord> found =
              withNumber(number).stream()
                  .filter(record -> !instant(record.getStartedAt()).isBefore(since))
                  .toList();
          if (found.size() > 1) {
            throw new AssertionError(found.size() + " records with " + number + ": " + found);
          }
          return found.stream().findFirst();
        });
  }

  /// The leg on this line, extension or trunk.
  public static LegRecord leg(CallRecord record, String name) {
    return record.getLegsList().stream()
        .filter(leg -> leg.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no leg on " + name + " in " + record));
  }

  public static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  public List<Call> liveCalls() {
    return calls().listCalls(ListCallsRequest.getDefaultInstance()).getCallsList();
  }

  /// The live call with this number.
  public Call awaitCall(String number, Duration deadline) {
    return Await.value(
        "live call with number " + number,
        deadline,
        () ->
            liveCalls().stream()
                .filter(call ->
                    call.getCallingNumber().equals(number) || call.getCalledNumber().equals(number))
                .findFirst());
  }

  /// Waits until no call is left.
  public void awaitIdle(Duration deadline) {
    Await.until("end of all calls", deadline, () -> liveCalls().isEmpty());
  }

  /// Ends what a failed test left behind. A call that ends by itself meanwhile is just as good.
  public void hangUpAll() {
    for (Call call : liveCalls()) {
      try {
        var _ = calls().hangUp(HangUpRequest.newBuilder().setCallId(call.getCallId()).build());
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
