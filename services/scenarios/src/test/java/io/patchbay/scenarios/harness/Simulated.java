package io.patchbay.scenarios.harness;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.proto.sim.v1.AnswerCallRequest;
import io.patchbay.proto.sim.v1.AwaitEventRequest;
import io.patchbay.proto.sim.v1.Behaviour;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.GetStateRequest;
import io.patchbay.proto.sim.v1.InjectFaultRequest;
import io.patchbay.proto.sim.v1.OperatePhoneRequest;
import io.patchbay.proto.sim.v1.PlaceCallRequest;
import io.patchbay.proto.sim.v1.SendSmsRequest;
import io.patchbay.proto.sim.v1.SetBehaviourRequest;
import io.patchbay.proto.sim.v1.SimulatorServiceGrpc;
import io.patchbay.proto.sim.v1.SimulatorServiceGrpc.SimulatorServiceBlockingStub;
import io.patchbay.proto.sim.v1.SubscriberRequest;
import io.patchbay.proto.sim.v1.WorldEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The simulated world of a running gateway, over `sim.v1`.
public final class Simulated implements AutoCloseable {
  private final ManagedChannel channel;
  private final long began;

  public Simulated(Ready ready) {
    this(ready.simulator());
  }

  /// Of the simulator at this port.
  Simulated(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      began = lastEvent();
    } catch (StatusRuntimeException e) {
      channel.shutdownNow();
      throw e;
    }
  }

  /// Every call of it, with a deadline of 60 s.
  public SimulatorServiceBlockingStub world() {
    return SimulatorServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  /// The sequence number of the last event.
  public long lastEvent() {
    return world().getState(GetStateRequest.getDefaultInstance()).getLastSequence();
  }

  /// The sequence number of the last event before the test.
  public long began() {
    return began;
  }

  /// A subscriber calls a line (`gsm-1`) or number.
  public void call(String subscriber, String to, CallPlan plan) {
    var _ =
        world()
            .placeCall(
                PlaceCallRequest.newBuilder()
                    .setSubscriber(subscriber)
                    .setTo(to)
                    .setPlan(plan)
                    .build());
  }

  /// The subscriber answers what rings now or within ten seconds.
  public void answer(String subscriber, CallPlan plan) {
    var _ =
        world()
            .answerCall(
                AnswerCallRequest.newBuilder()
                    .setSubscriber(subscriber)
                    .setPlan(plan)
                    .setWait(true)
                    .setTimeoutMillis(10_000)
                    .build());
  }

  public void hangUp(String subscriber) {
    var _ = world().hangUp(SubscriberRequest.newBuilder().setSubscriber(subscriber).build());
  }

  /// As [#hangUp], if the call is still there.
  public void giveUp(String subscriber) {
    try {
      hangUp(subscriber);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.FAILED_PRECONDITION) {
        throw e;
      }
    }
  }

  public void reject(String subscriber) {
    var _ = world().rejectCall(SubscriberRequest.newBuilder().setSubscriber(subscriber).build());
  }

  /// What the subscriber does with calls from now on.
  public void behave(String subscriber, Behaviour behaviour) {
    behave(subscriber, behaviour, CallPlan.getDefaultInstance());
  }

  public void behave(String subscriber, Behaviour behaviour, CallPlan plan) {
    var _ =
        world()
            .setBehaviour(
                SetBehaviourRequest.newBuilder()
                    .setSubscriber(subscriber)
                    .setBehaviour(behaviour)
                    .setPlan(plan)
                    .build());
  }

  /// Returns the number of parts.
  public int sms(String subscriber, String to, String text) {
    return world()
        .sendSms(
            SendSmsRequest.newBuilder().setSubscriber(subscriber).setTo(to).setText(text).build())
        .getParts();
  }

  public void fault(String line, String fault) {
    var _ =
        world().injectFault(InjectFaultRequest.newBuilder().setLine(line).setFault(fault).build());
  }

  /// `fxs-1` and what its user does.
  public void phone(OperatePhoneRequest.Builder action) {
    var _ = world().operatePhone(action.build());
  }

  /// Waits for an event since the test began, e.g. `ringing`, `released`, `sms-received`.
  ///
  /// @param containing part of its detail or peer; empty: any
  public WorldEvent await(String subject, String kind, String containing) {
    return await(subject, kind, containing, began, Duration.ofSeconds(15));
  }

  /// As above, after the event with this sequence number.
  public WorldEvent await(
      String subject, String kind, String containing, long after, Duration deadline) {
    return world()
        .awaitEvent(
            AwaitEventRequest.newBuilder()
                .setSubject(subject)
                .setKind(kind)
                .setContaining(containing)
                .setAfterSequence(Math.max(1, after))
                .setTimeoutMillis((int) deadline.toMillis())
                .build())
        .getEvent();
  }

  /// In words: `registered`, `searching`, `on-hook`, ….
  public String lineState(String line) {
    return world().getState(GetStateRequest.getDefaultInstance()).getLinesList().stream()
        .filter(state -> state.getName().equals(line))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the world has no line " + line))
        .getState();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
