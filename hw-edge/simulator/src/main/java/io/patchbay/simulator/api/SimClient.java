package io.patchbay.simulator.api;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.proto.sim.v1.AnswerCallRequest;
import io.patchbay.proto.sim.v1.AwaitEventRequest;
import io.patchbay.proto.sim.v1.CallResponse;
import io.patchbay.proto.sim.v1.GetStateRequest;
import io.patchbay.proto.sim.v1.GetStateResponse;
import io.patchbay.proto.sim.v1.InjectFaultRequest;
import io.patchbay.proto.sim.v1.InjectFaultResponse;
import io.patchbay.proto.sim.v1.OperatePhoneRequest;
import io.patchbay.proto.sim.v1.OperatePhoneResponse;
import io.patchbay.proto.sim.v1.PlaceCallRequest;
import io.patchbay.proto.sim.v1.SendDtmfRequest;
import io.patchbay.proto.sim.v1.SendSmsRequest;
import io.patchbay.proto.sim.v1.SendSmsResponse;
import io.patchbay.proto.sim.v1.SetBehaviourRequest;
import io.patchbay.proto.sim.v1.SetBehaviourResponse;
import io.patchbay.proto.sim.v1.SimulatorServiceGrpc;
import io.patchbay.proto.sim.v1.SimulatorServiceGrpc.SimulatorServiceBlockingStub;
import io.patchbay.proto.sim.v1.StreamEventsRequest;
import io.patchbay.proto.sim.v1.SubscriberRequest;
import io.patchbay.proto.sim.v1.WorldEvent;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A blocking client of `sim.v1`; every method throws [SimFailure] when it does not work out.
public final class SimClient implements AutoCloseable {
  private final String target;
  private final ManagedChannel channel;
  private final SimulatorServiceBlockingStub stub;

  private SimClient(String host, int port) {
    target = host + ":" + port;
    channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().build();
    stub = SimulatorServiceGrpc.newBlockingStub(channel);
  }

  /// A client of the simulator there; connects with the first call.
  public static SimClient of(String host, int port) {
    return new SimClient(host, port);
  }

  private <T> T call(Function<SimulatorServiceBlockingStub, T> work) {
    try {
      return work.apply(stub);
    } catch (StatusRuntimeException e) {
      throw failure(e);
    }
  }

  private SimFailure failure(StatusRuntimeException e) {
    Status status = e.getStatus();
    if (status.getCode() == Status.Code.UNAVAILABLE) {
      return new SimFailure("no simulator at " + target, false, e);
    }
    String text =
        status.getDescription() == null ? status.getCode().name() : status.getDescription();
    return new SimFailure(text, status.getCode() == Status.Code.INVALID_ARGUMENT, e);
  }

  public GetStateResponse state() {
    return call(s -> s.getState(GetStateRequest.getDefaultInstance()));
  }

  public WorldEvent await(AwaitEventRequest request) {
    return call(s -> s.awaitEvent(request)).getEvent();
  }

  public CallResponse place(PlaceCallRequest request) {
    return call(s -> s.placeCall(request));
  }

  public CallResponse answer(AnswerCallRequest request) {
    return call(s -> s.answerCall(request));
  }

  public CallResponse reject(String subscriber) {
    return call(s -> s.rejectCall(request(subscriber)));
  }

  public CallResponse hangUp(String subscriber) {
    return call(s -> s.hangUp(request(subscriber)));
  }

  private static SubscriberRequest request(String subscriber) {
    return SubscriberRequest.newBuilder().setSubscriber(subscriber).build();
  }

  public CallResponse dtmf(SendDtmfRequest request) {
    return call(s -> s.sendDtmf(request));
  }

  public SendSmsResponse sms(SendSmsRequest request) {
    return call(s -> s.sendSms(request));
  }

  public SetBehaviourResponse behave(SetBehaviourRequest request) {
    return call(s -> s.setBehaviour(request));
  }

  public OperatePhoneResponse phone(OperatePhoneRequest request) {
    return call(s -> s.operatePhone(request));
  }

  public InjectFaultResponse fault(InjectFaultRequest request) {
    return call(s -> s.injectFault(request));
  }

  /// Events from now on, until the client is closed.
  public Iterator<WorldEvent> events(String subject) {
    return call(s -> s.streamEvents(StreamEventsRequest.newBuilder().setSubject(subject).build()));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
