package io.patchbay.simulator.modem;

import io.patchbay.line.Cause;
import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.Network;
import io.patchbay.simulator.network.NetworkCall;
import io.patchbay.simulator.network.Party;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sound.DtmfEar;
import io.patchbay.simulator.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The calls of one modem, and the URCs that tell of them.
final class VoiceCalls implements Party {
  private static final int MOST_CALLS = 2;

  private final ModemSettings modem;
  private final Timeline timeline;
  private final Network network;
  private final Journal journal;
  private final Supplier<AtSettings> settings;
  private final Supplier<String> msisdn;
  private final Serial serial;
  private final SpeechPort speech;
  private final List<ModemCall> calls = new ArrayList<>();
  private DtmfEar dtmfEar;
  private Timeline.@Nullable Alarm ringing;
  private int lastCause;

  VoiceCalls(
      ModemSettings modem,
      Timeline timeline,
      Network network,
      Journal journal,
      Supplier<AtSettings> settings,
      Supplier<String> msisdn,
      Serial serial,
      SpeechPort speech) {
    this.modem = modem;
    this.timeline = timeline;
    this.network = network;
    this.journal = journal;
    this.settings = settings;
    this.msisdn = msisdn;
    this.serial = serial;
    this.speech = speech;
    this.dtmfEar = new DtmfEar(this::heardDigit);
  }

  @Override
  public String number() {
    return msisdn.get();
  }

  List<ModemCall> calls() {
    return calls;
  }

  /// Q.850 cause of the last release, 0 when there was none.
  int lastCause() {
    return lastCause;
  }

  Optional<ModemCall> inState(int... states) {
    for (ModemCall call : calls) {
      for (int state : states) {
        if (call.state == state) {
          return Optional.of(call);
        }
      }
    }
    return Optional.empty();
  }

  Optional<ModemCall> atIndex(int index) {
    return calls.stream().filter(call -> call.index == index).findFirst();
  }

  /// ATD. False: another call is being set up, or two are there already.
  boolean dial(String number, boolean withheld) {
    if (calls.size() >= MOST_CALLS
        || inState(ModemCall.DIALLING, ModemCall.ALERTING, ModemCall.INCOMING).isPresent()) {
      return false;
    }
    NetworkCall placed = network.dial(this, number, withheld);
    inState(ModemCall.ACTIVE).ifPresent(this::hold);
    ModemCall call = new ModemCall(freeIndex(), placed, true, number, ModemCall.DIALLING);
    calls.add(call);
    journal.note(modem.name(), WorldEvent.Kind.CALL_PLACED, placed.id(), placed.dialled(), "");
    timeline.after(modem.leastLatency().plus(modem.mostLatency()), () -> tellIfThere(call));
    return true;
  }

  private void tellIfThere(ModemCall call) {
    if (calls.contains(call) && call.state == ModemCall.DIALLING) {
      tell(call, ModemCall.DIALLING);
    }
  }

  /// ATA, or CHLD=2 with a waiting call.
  void answer(ModemCall call) {
    stopRinging();
    inState(ModemCall.ACTIVE).ifPresent(this::hold);
    network.answer(call.call);
    up(call);
  }

  void hold(ModemCall call) {
    network.hold(call.call, this, true);
    move(call, ModemCall.HELD);
  }

  void resume(ModemCall call) {
    network.hold(call.call, this, false);
    move(call, ModemCall.ACTIVE);
  }

  /// Ends a call from this side.
  void release(ModemCall call, Cause cause) {
    network.release(call.call, this, cause);
    gone(call, cause);
    waitingRings();
  }

  /// Ends all calls from this side.
  void releaseAll(Cause cause) {
    for (ModemCall call : List.copyOf(calls)) {
      network.release(call.call, this, cause);
      gone(call, cause);
    }
  }

  /// The modem is no longer there: no URCs, the network finds out.
  void vanish() {
    for (ModemCall call : List.copyOf(calls)) {
      calls.remove(call);
      network.release(call.call, this, Cause.DESTINATION_OUT_OF_ORDER);
      journal.noteReleased(
          modem.name(), call.call.id(), call.number, Cause.DESTINATION_OUT_OF_ORDER);
    }
    stopRinging();
    speech.voiceUp(false);
  }

  /// AT+VTS: the network sends the tones.
  ///
  /// @param tenths of a second each, 0: as the network likes
  boolean sendTones(String digits, int tenths) {
    int frames = 5 * (tenths == 0 ? 1 : tenths);
    Optional<ModemCall> active = inState(ModemCall.ACTIVE);
    active.ifPresent(call -> network.sendTones(call.call, this, digits, frames));
    return active.isPresent();
  }

  @Override
  public Admission offered(NetworkCall offered) {
    boolean waiting = !calls.isEmpty();
    boolean room = calls.size() < MOST_CALLS && inState(ModemCall.ACTIVE).isPresent();
    if (waiting && !(room && settings.get().callWaiting)) {
      return new Admission.Refuses(Cause.USER_BUSY);
    }
    int state = waiting ? ModemCall.WAITING : ModemCall.INCOMING;
    ModemCall call = new ModemCall(freeIndex(), offered, false, offered.presentedNumber(), state);
    calls.add(call);
    journal.note(modem.name(), WorldEvent.Kind.RINGING, offered.id(), call.number, "");
    tell(call, state);
    if (waiting) {
      if (settings.get().callWaitingUrc) {
        serial.unsolicited("+CCWA: \"" + call.number + "\"," + call.numberType() + ",1");
      }
    } else {
      ring(call);
    }
    return new Admission.Rings();
  }

  private void ring(ModemCall call) {
    if (call.state != ModemCall.INCOMING || !calls.contains(call)) {
      return;
    }
    AtSettings now = settings.get();
    serial.unsolicited(now.cring ? "+CRING: VOICE" : "RING");
    if (now.clip) {
      String validity = call.number.isEmpty() ? "1" : "0";
      serial.unsolicited("+CLIP: \"" + call.number + "\"," + call.numberType() + ",,,," + validity);
    }
    ringing = timeline.after(modem.ringEvery(), () -> ring(call));
  }

  private void stopRinging() {
    if (ringing != null) {
      ringing.cancel();
      ringing = null;
    }
  }

  @Override
  public void alerting(NetworkCall network) {
    find(network)
        .ifPresent(call -> {
          move(call, ModemCall.ALERTING);
          journal.note(modem.name(), WorldEvent.Kind.ALERTING, network.id(), call.number, "");
        });
  }

  @Override
  public void answered(NetworkCall network) {
    find(network)
        .ifPresent(call -> {
          if (settings.get().colp) {
            serial.unsolicited("+COLP: \"" + call.number + "\"," + call.numberType());
          }
          up(call);
        });
  }

  private void up(ModemCall call) {
    move(call, ModemCall.ACTIVE);
    journal.note(modem.name(), WorldEvent.Kind.ANSWERED, call.call.id(), call.number, "");
  }

  @Override
  public void released(NetworkCall network, Cause cause) {
    find(network).ifPresent(call -> releasedByNetwork(call, cause));
  }

  private void releasedByNetwork(ModemCall call, Cause cause) {
    boolean unanswered = call.state == ModemCall.DIALLING || call.state == ModemCall.ALERTING;
    gone(call, cause);
    if (call.state == ModemCall.WAITING) {
      return;
    }
    String result = "NO CARRIER";
    if (unanswered && cause == Cause.USER_BUSY) {
      result = "BUSY";
    } else if (unanswered && (cause == Cause.NO_ANSWER || cause == Cause.NO_USER_RESPONDING)) {
      result = "NO ANSWER";
    }
    serial.unsolicited(result);
    waitingRings();
  }

  private void gone(ModemCall call, Cause cause) {
    calls.remove(call);
    lastCause = cause.value();
    if (inState(ModemCall.INCOMING).isEmpty()) {
      stopRinging();
    }
    tell(call, ModemCall.RELEASED);
    speechPath();
    journal.noteReleased(modem.name(), call.call.id(), call.number, cause);
  }

  /// Who waited while a call was up rings once it is over.
  private void waitingRings() {
    Optional<ModemCall> waiting = inState(ModemCall.WAITING);
    if (waiting.isPresent() && inState(ModemCall.ACTIVE, ModemCall.HELD).isEmpty()) {
      move(waiting.get(), ModemCall.INCOMING);
      ring(waiting.get());
    }
  }

  private void move(ModemCall call, int state) {
    call.state = state;
    tell(call, state);
    speechPath();
  }

  private void speechPath() {
    boolean up =
        inState(ModemCall.ALERTING, ModemCall.ACTIVE, ModemCall.HELD, ModemCall.WAITING)
            .isPresent();
    speech.voiceUp(up);
    if (!up && modem.dialect().voice() == Dialect.Voice.DDSETEX) {
      speech.open(false);
    }
    if (!up) {
      dtmfEar = new DtmfEar(this::heardDigit);
    }
  }

  private void tell(ModemCall call, int state) {
    if (state == ModemCall.ACTIVE && !call.answered) {
      call.answered = true;
      call.since = timeline.instant();
    }
    long seconds = call.answered ? Duration.between(call.since, timeline.instant()).toSeconds() : 0;
    CallTeller.told(modem.dialect(), settings.get(), call, state, lastCause, seconds)
        .forEach(line -> serial.unsolicited(line));
  }

  private Optional<ModemCall> find(NetworkCall wanted) {
    return calls.stream().filter(call -> call.call == wanted).findFirst();
  }

  private int freeIndex() {
    int index = 1;
    while (atIndex(index).isPresent()) {
      index++;
    }
    return index;
  }

  private void heardDigit(char digit) {
    journal.note(modem.name(), WorldEvent.Kind.DTMF, String.valueOf(digit));
    String told = CallTeller.heard(modem.dialect().detector(), digit);
    if (settings.get().toneDetection && !told.isEmpty()) {
      serial.unsolicited(told);
    }
  }

  @Override
  public void speak(NetworkCall network, short[] frame) {
    if (find(network).filter(call -> call.state == ModemCall.ACTIVE).isPresent()) {
      speech.speak(frame);
    } else {
      java.util.Arrays.fill(frame, (short) 0);
    }
  }

  @Override
  public void hear(NetworkCall network, short[] frame) {
    Optional<ModemCall> call = find(network);
    if (call.isEmpty() || call.get().state == ModemCall.HELD) {
      return;
    }
    if (call.get().state == ModemCall.ACTIVE) {
      dtmfEar.hear(frame);
    }
    speech.hear(frame);
  }
}
