package io.patchbay.simulator.network;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cause;
import io.patchbay.line.Forward.Reason;
import io.patchbay.simulator.network.NetworkCall.Phase;
import io.patchbay.simulator.sound.DtmfSound;
import io.patchbay.simulator.sound.Mouth;
import io.patchbay.simulator.sound.Sound;
import io.patchbay.simulator.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The telephone network, mobile and fixed: routes calls by number and carries their speech.
///
/// On the world's thread. [#tick] moves 20 ms of speech of every call.
public final class Network {
  private static final int MOST_DIVERSIONS = 5;

  private final Timeline timeline;
  private final NetworkTimings timings;
  private final Function<String, Optional<Party>> directory;
  private final Journal journal;
  private final Forwards forwards = new Forwards();
  private final List<NetworkCall> calls = new ArrayList<>();
  private final short[] voice = new short[Sound.FRAME];
  private int lastId;

  /// @param directory finds the party of a number in normal form; empty: unallocated (cause 1)
  public Network(
      Timeline timeline,
      NetworkTimings timings,
      Journal journal,
      Function<String, Optional<Party>> directory) {
    this.timeline = requireNonNull(timeline, "timeline");
    this.timings = requireNonNull(timings, "timings");
    this.journal = requireNonNull(journal, "journal");
    this.directory = requireNonNull(directory, "directory");
  }

  /// Places a call. What comes of it is told to `caller`, never before this returns.
  ///
  /// @throws IllegalArgumentException `dialled` cannot be dialled
  public NetworkCall dial(Party caller, String dialled, boolean withheld) {
    lastId++;
    NetworkCall call = new NetworkCall(lastId, caller, PhoneNumber.normal(dialled), withheld);
    calls.add(call);
    call.alarm = timeline.after(timings.routing(), () -> route(call));
    return call;
  }

  private void route(NetworkCall call) {
    if (divert(call, Reason.UNCONDITIONAL)) {
      return;
    }
    Optional<Party> found = directory.apply(call.towards);
    if (found.isEmpty()) {
      end(call, null, Cause.UNALLOCATED_NUMBER);
      return;
    }
    Party called = found.get();
    if (called.equals(call.caller())) {
      end(call, null, Cause.USER_BUSY);
      return;
    }
    call.called = called;
    switch (called.offered(call)) {
      case Party.Admission.Refuses(Cause cause) -> {
        call.called = null;
        if (!divert(call, cause)) {
          end(call, null, cause);
        }
      }
      case Party.Admission.Rings() -> {
        if (call.phase == Phase.DIALLING) {
          call.phase = Phase.ALERTING;
          call.alarm = timeline.after(ringing(call), () -> unanswered(call, called));
          if (!call.alertingTold) {
            call.alertingTold = true;
            call.caller().alerting(call);
          }
        }
      }
    }
  }

  private Duration ringing(NetworkCall call) {
    int seconds = forwards.of(call.towards, Reason.NO_ANSWER).seconds();
    Duration least = seconds == 0 ? timings.ringing() : Duration.ofSeconds(seconds);
    return least.compareTo(timings.ringing()) < 0 ? least : timings.ringing();
  }

  private void unanswered(NetworkCall call, Party called) {
    if (divert(call, Reason.NO_ANSWER)) {
      called.released(call, Cause.NO_ANSWER);
    } else {
      end(call, null, Cause.NO_ANSWER);
    }
  }

  private boolean divert(NetworkCall call, Cause refusal) {
    return switch (refusal) {
      case USER_BUSY -> divert(call, Reason.BUSY);
      case SUBSCRIBER_ABSENT -> divert(call, Reason.NOT_REACHABLE);
      default -> false;
    };
  }

  /// Sends a call on where its number is forwarded to; false when it is not, or too often.
  private boolean divert(NetworkCall call, Reason reason) {
    Optional<String> target = forwards.target(call.towards, reason);
    if (target.isEmpty() || call.diversions >= MOST_DIVERSIONS) {
      return false;
    }
    journal.note(call.towards, WorldEvent.Kind.FORWARDED, call.id(), target.get(), reason.word());
    call.stopAlarm();
    call.diversions++;
    call.phase = Phase.DIALLING;
    call.called = null;
    call.towards = target.get();
    call.alarm = timeline.after(timings.routing(), () -> route(call));
    return true;
  }

  /// What the network keeps of call forwarding.
  public Forwards forwards() {
    return forwards;
  }

  /// The called party answers; ignored when the call is not ringing.
  public void answer(NetworkCall call) {
    if (call.phase != Phase.ALERTING) {
      return;
    }
    call.stopAlarm();
    call.phase = Phase.ACTIVE;
    call.caller().answered(call);
  }

  /// A party ends the call; the other one is told. Ignored when it is over already.
  ///
  /// A called party that says it is busy is busy as if the network had found it so (TS 24.008
  /// §5.2.2.3.1): such calls are forwarded.
  public void release(NetworkCall call, Party by, Cause cause) {
    boolean busy = call.phase == Phase.ALERTING && by.equals(call.called);
    if (!(busy && cause == Cause.USER_BUSY && divert(call, Reason.BUSY))) {
      end(call, by, cause);
    }
  }

  /// The caller or the called puts the call on hold, or takes it back.
  public void hold(NetworkCall call, Party by, boolean held) {
    if (by.equals(call.caller())) {
      call.callerHolds = held;
    } else {
      call.calledHolds = held;
    }
  }

  /// The network sends DTMF tones to the other end on behalf of `by` (TS 23.014).
  ///
  /// @param frames length of each in frames of 20 ms
  public void sendTones(NetworkCall call, Party by, String digits, int frames) {
    (by.equals(call.caller()) ? call.callerTones : call.calledTones)
        .interject(new DtmfSound(digits, frames));
  }

  private void end(NetworkCall call, @Nullable Party by, Cause cause) {
    if (call.phase == Phase.RELEASED) {
      return;
    }
    call.stopAlarm();
    call.phase = Phase.RELEASED;
    calls.remove(call);
    if (!call.caller().equals(by)) {
      call.caller().released(call, cause);
    }
    Party called = call.called;
    if (called != null && !called.equals(by)) {
      called.released(call, cause);
    }
  }

  /// Whether this number leads anywhere.
  public boolean knows(String number) {
    return directory.apply(number).isPresent();
  }

  /// The calls that are not over.
  public List<NetworkCall> calls() {
    return List.copyOf(calls);
  }

  /// Carries 20 ms of speech.
  public void tick() {
    for (NetworkCall call : List.copyOf(calls)) {
      Party called = call.called;
      if (called == null) {
        continue;
      }
      switch (call.phase) {
        case ALERTING -> {
          call.ringBack.next(voice);
          call.caller().hear(call, voice);
        }
        case ACTIVE -> {
          boolean held = call.callerHolds || call.calledHolds;
          carry(call, call.caller(), call.callerTones, held, called);
          carry(call, called, call.calledTones, held, call.caller());
        }
        case DIALLING, RELEASED -> {}
      }
    }
  }

  private void carry(NetworkCall call, Party from, Mouth tones, boolean held, Party to) {
    from.speak(call, voice);
    if (tones.interjecting()) {
      tones.next(voice);
    }
    if (held) {
      Arrays.fill(voice, (short) 0);
    }
    to.hear(call, voice);
  }
}
