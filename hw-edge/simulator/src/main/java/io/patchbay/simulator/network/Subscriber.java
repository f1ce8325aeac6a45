package io.patchbay.simulator.network;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cause;
import io.patchbay.simulator.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A scripted person with a telephone, mobile or fixed; has one call at a time. On the world's
/// thread.
public final class Subscriber implements Party {
  private static final Duration BEFORE_REJECTING = Duration.ofMillis(500);

  private final String number;
  private final Network network;
  private final Timeline timeline;
  private final Journal journal;
  private final Speech speech;
  private Behaviour behaviour = Behaviour.of(Behaviour.Mode.RING);
  private CallPlan plan = CallPlan.silent();
  private @Nullable NetworkCall current;
  private Timeline.@Nullable Alarm alarm;

  /// @param number in normal form
  public Subscriber(
      String number, Network network, Timeline timeline, Journal journal, Studio studio) {
    this.number = requireNonNull(number, "number");
    this.network = network;
    this.timeline = timeline;
    this.journal = journal;
    this.speech = new Speech(studio, this::heardDigit);
  }

  @Override
  public String number() {
    return number;
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /// Sets what becomes of calls from now on.
  public void behave(Behaviour next) {
    Speech.check(next.plan());
    behaviour = next;
  }

  /// The call this subscriber has, if any.
  public Optional<NetworkCall> current() {
    return Optional.ofNullable(current);
  }

  /// Calls `dialled`.
  ///
  /// @throws IllegalArgumentException number or plan is wrong
  /// @throws IllegalStateException has a call already
  public NetworkCall call(String dialled, CallPlan next, boolean withheld) {
    if (current != null) {
      throw new IllegalStateException("subscriber " + number + " has call " + current.id());
    }
    Speech.check(next);
    speech.prepare(next);
    NetworkCall call = network.dial(this, dialled, withheld);
    plan = next;
    current = call;
    journal.note(number, WorldEvent.Kind.CALL_PLACED, call.id(), call.dialled(), "");
    return call;
  }

  /// Answers the call that rings.
  ///
  /// @throws IllegalStateException none rings
  public NetworkCall answer(CallPlan next) {
    NetworkCall call = ringing("answer");
    Speech.check(next);
    speech.prepare(next);
    plan = next;
    network.answer(call);
    begin(call);
    return call;
  }

  /// Rejects the call that rings (cause 21).
  ///
  /// @throws IllegalStateException none rings
  public NetworkCall reject() {
    NetworkCall call = ringing("reject");
    over(call, Cause.CALL_REJECTED);
    network.release(call, this, Cause.CALL_REJECTED);
    return call;
  }

  /// Hangs up.
  ///
  /// @throws IllegalStateException has no call
  public NetworkCall hangUp() {
    NetworkCall call = current;
    if (call == null) {
      throw new IllegalStateException("subscriber " + number + " has no call to hang up");
    }
    over(call, Cause.NORMAL_CLEARING);
    network.release(call, this, Cause.NORMAL_CLEARING);
    return call;
  }

  /// Sends digits as tones.
  ///
  /// @throws IllegalStateException no call is up
  /// @throws IllegalArgumentException digits are wrong
  public NetworkCall dtmf(String digits) {
    NetworkCall call = current;
    if (call == null || call.phase() != NetworkCall.Phase.ACTIVE) {
      throw new IllegalStateException("subscriber " + number + " has no answered call");
    }
    speech.dtmf(digits);
    return call;
  }

  private NetworkCall ringing(String verb) {
    NetworkCall call = current;
    if (call == null || call.caller().equals(this) || call.phase() == NetworkCall.Phase.ACTIVE) {
      throw new IllegalStateException("subscriber " + number + " has no ringing call to " + verb);
    }
    return call;
  }

  @Override
  public Admission offered(NetworkCall call) {
    Optional<Cause> refusal =
        switch (behaviour.mode()) {
          case BUSY -> Optional.of(Cause.USER_BUSY);
          case ABSENT -> Optional.of(Cause.SUBSCRIBER_ABSENT);
          case UNALLOCATED -> Optional.of(Cause.UNALLOCATED_NUMBER);
          case RING, ANSWER, REJECT, NO_ANSWER ->
              current == null ? Optional.empty() : Optional.of(Cause.USER_BUSY);
        };
    if (refusal.isPresent()) {
      return new Admission.Refuses(refusal.get());
    }
    current = call;
    journal.note(number, WorldEvent.Kind.RINGING, call.id(), call.presentedNumber(), "");
    if (behaviour.mode() == Behaviour.Mode.ANSWER) {
      alarm = timeline.after(behaviour.answerAfter(), () -> answerBySelf(call));
    } else if (behaviour.mode() == Behaviour.Mode.REJECT) {
      alarm = timeline.after(BEFORE_REJECTING, () -> rejectBySelf(call));
    }
    return new Admission.Rings();
  }

  private void answerBySelf(NetworkCall call) {
    if (current == call && call.phase() == NetworkCall.Phase.ALERTING) {
      answer(behaviour.plan());
    }
  }

  private void rejectBySelf(NetworkCall call) {
    if (current == call && call.phase() == NetworkCall.Phase.ALERTING) {
      reject();
    }
  }

  @Override
  public void alerting(NetworkCall call) {
    journal.note(number, WorldEvent.Kind.ALERTING, call.id(), call.dialled(), "");
  }

  @Override
  public void answered(NetworkCall call) {
    begin(call);
  }

  private void begin(NetworkCall call) {
    stopAlarm();
    speech.begin(plan);
    if (plan.hangUpAfter().isPositive()) {
      alarm = timeline.after(plan.hangUpAfter(), () -> hangUpBySelf(call));
    }
    journal.note(number, WorldEvent.Kind.ANSWERED, call.id(), peerOf(call), "");
  }

  private void hangUpBySelf(NetworkCall call) {
    if (current == call) {
      hangUp();
    }
  }

  @Override
  public void released(NetworkCall call, Cause cause) {
    over(call, cause);
  }

  private void over(NetworkCall call, Cause cause) {
    stopAlarm();
    current = null;
    speech.end();
    journal.noteReleased(number, call.id(), peerOf(call), cause);
  }

  private String peerOf(NetworkCall call) {
    return call.caller().equals(this) ? call.dialled() : call.presentedNumber();
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private void heardDigit(char digit) {
    NetworkCall call = current;
    if (call != null) {
      journal.note(number, WorldEvent.Kind.DTMF, call.id(), peerOf(call), String.valueOf(digit));
    }
  }

  @Override
  public void speak(NetworkCall call, short[] frame) {
    speech.next(frame);
  }

  @Override
  public void hear(NetworkCall call, short[] frame) {
    speech.hear(frame);
  }
}
