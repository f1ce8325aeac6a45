package io.patchbay.simulator.network;

import io.patchbay.simulator.sound.Cadence;
import io.patchbay.simulator.sound.Mouth;
import io.patchbay.simulator.sound.Sound;
import io.patchbay.simulator.time.Timeline;
import org.jspecify.annotations.Nullable;

/// One call in the network. Changed by [Network] only.
public final class NetworkCall {
  /// How far a call has come.
  public enum Phase {
    DIALLING,
    ALERTING,
    ACTIVE,
    RELEASED
  }

  private final int id;
  private final Party caller;
  private final String dialled;
  private final boolean withheld;

  final Sound ringBack = Cadence.ringBack();

  /// Tones the network sends for a SIM's AT+VTS, in place of its voice.
  final Mouth callerTones = new Mouth();

  final Mouth calledTones = new Mouth();
  @Nullable Party called;

  /// The number the call goes to now: forwarding changes it.
  String towards;

  int diversions;
  boolean alertingTold;
  Phase phase = Phase.DIALLING;
  boolean callerHolds;
  boolean calledHolds;
  Timeline.@Nullable Alarm alarm;

  NetworkCall(int id, Party caller, String dialled, boolean withheld) {
    this.id = id;
    this.caller = caller;
    this.dialled = dialled;
    towards = dialled;
    this.withheld = withheld;
  }

  /// 1, 2, 3 … in the order of placing.
  public int id() {
    return id;
  }

  public Party caller() {
    return caller;
  }

  /// The number dialled, in its normal form.
  public String dialled() {
    return dialled;
  }

  /// The caller's number as the called party may see it; empty when withheld.
  public String presentedNumber() {
    return withheld ? "" : caller.number();
  }

  public Phase phase() {
    return phase;
  }

  /// The party at the other end from `party`; null as long as the call has not been routed.
  @Nullable Party otherThan(Party party) {
    return party.equals(caller) ? called : caller;
  }

  void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }
}
