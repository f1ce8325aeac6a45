package io.patchbay.simulator.api;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.sim.v1.AnswerCallRequest;
import io.patchbay.proto.sim.v1.AwaitEventRequest;
import io.patchbay.proto.sim.v1.AwaitEventResponse;
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
import io.patchbay.proto.sim.v1.StreamEventsRequest;
import io.patchbay.proto.sim.v1.SubscriberRequest;
import io.patchbay.simulator.analogue.ExchangeLine;
import io.patchbay.simulator.analogue.Phone;
import io.patchbay.simulator.modem.Modem;
import io.patchbay.simulator.network.Behaviour;
import io.patchbay.simulator.network.PhoneNumber;
import io.patchbay.simulator.network.Subscriber;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.port.PlugBoard;
import io.patchbay.simulator.sms.SmsException;
import io.patchbay.simulator.world.World;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server side of `sim.v1`: every call is carried out on the world's thread.
final class SimService extends SimulatorServiceGrpc.SimulatorServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(SimService.class);
  private static final int USUAL_AWAIT_MILLIS = 10_000;

  private final World world;
  private final Executor thread;
  private final PlugBoard board;
  private final SubscriberScript script;
  private final Faults faults;

  SimService(World world, Executor thread, PlugBoard board) {
    this.world = world;
    this.thread = thread;
    this.board = board;
    this.script = new SubscriberScript(world);
    this.faults = new Faults(world, board);
  }

  private <T> void later(StreamObserver<T> out, Supplier<CompletableFuture<T>> work) {
    thread.execute(() -> {
      CompletableFuture<T> result;
      try {
        result = work.get();
      } catch (RuntimeException e) {
        out.onError(status(e).asException());
        return;
      }
      var _ =
          result.whenComplete((value, failure) -> {
            if (failure != null) {
              out.onError(status(failure).asException());
            } else {
              out.onNext(value);
              out.onCompleted();
            }
          });
    });
  }

  private <T> void now(StreamObserver<T> out, Supplier<T> work) {
    later(out, () -> CompletableFuture.completedFuture(work.get()));
  }

  private static Status status(Throwable failure) {
    Throwable cause =
        failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Status status =
        switch (cause) {
          case IllegalArgumentException _ -> Status.INVALID_ARGUMENT;
          case NoSuchElementException _ -> Status.NOT_FOUND;
          case IllegalStateException _ -> Status.FAILED_PRECONDITION;
          case TimeoutException _ -> Status.DEADLINE_EXCEEDED;
          default -> {
            LOG.error("sim.v1 call failed", cause);
            yield Status.INTERNAL;
          }
        };
    return status.withDescription(String.valueOf(cause.getMessage()));
  }

  @Override
  public void streamEvents(
      StreamEventsRequest request, StreamObserver<io.patchbay.proto.sim.v1.WorldEvent> out) {
    ServerCallStreamObserver<io.patchbay.proto.sim.v1.WorldEvent> watcher =
        (ServerCallStreamObserver<io.patchbay.proto.sim.v1.WorldEvent>) out;
    new EventStream(request.getSubject(), world.journal(), thread, watcher).start();
  }

  @Override
  public void getState(GetStateRequest request, StreamObserver<GetStateResponse> out) {
    now(out, this::state);
  }

  private GetStateResponse state() {
    GetStateResponse.Builder state = GetStateResponse.newBuilder();
    for (Modem modem : world.modems()) {
      state.addLines(
          Messages.line(
              modem.name(),
              "gsm",
              modem.number(),
              modem.state(),
              faults.of(modem),
              board.paths(modem.name())));
    }
    for (Phone phone : world.phones()) {
      state.addLines(
          Messages.line(
              phone.name(), "fxs", "", phone.state(), faults.of(phone), board.paths(phone.name())));
    }
    for (ExchangeLine line : world.exchangeLines()) {
      state.addLines(
          Messages.line(
              line.name(),
              "fxo",
              line.number(),
              line.state(),
              faults.of(line),
              board.paths(line.name())));
    }
    world.subscribers().forEach(known -> state.addSubscribers(Messages.subscriber(known)));
    world.network().calls().forEach(call -> state.addCalls(Messages.call(call)));
    return state.setLastSequence(world.journal().last()).build();
  }

  @Override
  public void awaitEvent(AwaitEventRequest request, StreamObserver<AwaitEventResponse> out) {
    later(
        out,
        () -> {
          int millis = request.getTimeoutMillis();
          Duration patience = SubscriberScript.patience(millis == 0 ? USUAL_AWAIT_MILLIS : millis);
          long after = request.getAfterSequence() == 0 ? -1 : request.getAfterSequence();
          return Expectation.of(world, wanted(request), after, patience)
              .thenApply(
                  event -> AwaitEventResponse.newBuilder().setEvent(Messages.event(event)).build());
        });
  }

  private static Predicate<WorldEvent> wanted(AwaitEventRequest request) {
    String part = request.getContaining();
    return event ->
        (request.getSubject().isEmpty() || request.getSubject().equals(event.subject()))
            && (request.getKind().isEmpty() || request.getKind().equals(event.kind().word()))
            && (event.detail().contains(part) || event.peer().contains(part));
  }

  @Override
  public void placeCall(PlaceCallRequest request, StreamObserver<CallResponse> out) {
    later(out, () -> script.place(request));
  }

  @Override
  public void answerCall(AnswerCallRequest request, StreamObserver<CallResponse> out) {
    later(out, () -> script.answer(request));
  }

  @Override
  public void rejectCall(SubscriberRequest request, StreamObserver<CallResponse> out) {
    later(out, () -> SubscriberScript.now(subscriber(request.getSubscriber()).reject()));
  }

  @Override
  public void hangUp(SubscriberRequest request, StreamObserver<CallResponse> out) {
    later(out, () -> SubscriberScript.now(subscriber(request.getSubscriber()).hangUp()));
  }

  @Override
  public void sendDtmf(SendDtmfRequest request, StreamObserver<CallResponse> out) {
    later(
        out,
        () -> SubscriberScript.now(subscriber(request.getSubscriber()).dtmf(request.getDigits())));
  }

  private Subscriber subscriber(String number) {
    return world.subscriber(number);
  }

  @Override
  public void sendSms(SendSmsRequest request, StreamObserver<SendSmsResponse> out) {
    now(
        out,
        () -> {
          try {
            int parts =
                world
                    .smsc()
                    .send(
                        subscriber(request.getSubscriber()).number(),
                        PhoneNumber.normal(script.target(request.getTo())),
                        request.getText());
            return SendSmsResponse.newBuilder().setParts(parts).build();
          } catch (SmsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
  }

  @Override
  public void setBehaviour(SetBehaviourRequest request, StreamObserver<SetBehaviourResponse> out) {
    now(
        out,
        () -> {
          Behaviour behaviour =
              new Behaviour(
                  Messages.mode(request.getBehaviour()),
                  Duration.ofMillis(request.getAnswerAfterMillis()),
                  Messages.plan(request.getPlan()));
          subscriber(request.getSubscriber()).behave(behaviour);
          return SetBehaviourResponse.getDefaultInstance();
        });
  }

  @Override
  public void operatePhone(OperatePhoneRequest request, StreamObserver<OperatePhoneResponse> out) {
    now(
        out,
        () -> {
          Phone phone =
              world
                  .phone(request.getPhone())
                  .orElseThrow(() ->
                      new NoSuchElementException(
                          "phone '" + request.getPhone() + "': there is none"));
          PhoneScript.operate(phone, request);
          return OperatePhoneResponse.newBuilder().setState(phone.state()).build();
        });
  }

  @Override
  public void injectFault(InjectFaultRequest request, StreamObserver<InjectFaultResponse> out) {
    now(
        out,
        () ->
            InjectFaultResponse.newBuilder()
                .addAllFaults(faults.inject(request.getLine(), request.getFault()))
                .build());
  }
}
