package io.patchbay.trunk.api;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.contract.serve.Answers;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.GetCallRequest;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.ListCallsRequest;
import io.patchbay.proto.call.v1.ListCallsResponse;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.RecordRequest;
import io.patchbay.proto.call.v1.Recording;
import io.patchbay.proto.call.v1.SendDtmfRequest;
import io.patchbay.proto.call.v1.SendDtmfResponse;
import io.patchbay.proto.call.v1.StopRecordingRequest;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import io.patchbay.trunk.run.CallControl;
import io.patchbay.trunk.run.CallNews;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// Call control for programs (call.v1).
public final class CallsService extends CallsGrpc.CallsImplBase {
  private static final int WAITING = 10_000;

  private final CallControl control;
  private final Watchers<CallEvent> everything = new Watchers<>(WAITING);
  private final ConcurrentMap<String, Watchers<CallEvent>> one = new ConcurrentHashMap<>();

  public CallsService(CallControl control, CallNews news) {
    this.control = control;
    news.watch(this::tell);
  }

  private void tell(CallEvent event) {
    everything.publish(event);
    Watchers<CallEvent> watchers = one.get(event.getCall().getCallId());
    if (watchers != null) {
      watchers.publish(event);
      if (event.getType() == CallEvent.Type.TYPE_ENDED || watchers.size() == 0) {
        one.remove(event.getCall().getCallId(), watchers);
      }
    }
  }

  @Override
  public void originate(OriginateRequest request, StreamObserver<Call> observer) {
    Answers.answer(observer, () -> control.originate(request));
  }

  @Override
  public void hangUp(HangUpRequest request, StreamObserver<Call> observer) {
    Answers.answer(observer, () -> control.hangUp(request.getCallId(), request.getCause()));
  }

  @Override
  public void sendDtmf(SendDtmfRequest request, StreamObserver<SendDtmfResponse> observer) {
    Answers.answer(
        observer,
        () -> {
          control.sendDigits(request.getCallId(), request.getLegId(), request.getDigits());
          return SendDtmfResponse.getDefaultInstance();
        });
  }

  @Override
  public void record(RecordRequest request, StreamObserver<Recording> observer) {
    later(observer, () -> control.record(request.getCallId()));
  }

  @Override
  public void stopRecording(StopRecordingRequest request, StreamObserver<Recording> observer) {
    later(observer, () -> control.stopRecording(request.getCallId()));
  }

  /// Handlers run on the event loop, which waits for no edge.
  private static <T> void later(
      StreamObserver<T> observer, Supplier<CompletableFuture<T>> question) {
    CompletableFuture<T> asked;
    try {
      asked = question.get();
    } catch (Fault refused) {
      observer.onError(FaultStatus.toStatus(refused));
      return;
    }
    var _ =
        asked.whenComplete((answer, refused) -> {
          if (refused instanceof RuntimeException failure) {
            observer.onError(FaultStatus.toStatus(failure));
          } else {
            observer.onNext(answer);
            observer.onCompleted();
          }
        });
  }

  @Override
  public void getCall(GetCallRequest request, StreamObserver<Call> observer) {
    Answers.answer(observer, () -> control.get(request.getCallId()));
  }

  @Override
  public void listCalls(ListCallsRequest request, StreamObserver<ListCallsResponse> observer) {
    Answers.answer(
        observer, () -> ListCallsResponse.newBuilder().addAllCalls(control.list()).build());
  }

  @Override
  public void watchEvents(WatchEventsRequest request, StreamObserver<CallEvent> observer) {
    for (Call call : control.list()) {
      if (request.getCallId().isEmpty() || request.getCallId().equals(call.getCallId())) {
        observer.onNext(control.snapshot(call));
      }
    }
    if (request.getCallId().isEmpty()) {
      everything.add(observer);
    } else {
      one.computeIfAbsent(request.getCallId(), _ -> new Watchers<>(WAITING)).add(observer);
    }
  }

  /// Ends every stream.
  public void close() {
    everything.close();
    one.values().forEach(Watchers::close);
  }
}
