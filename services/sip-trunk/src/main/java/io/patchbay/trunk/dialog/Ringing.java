package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.RingMode;

/// What a SIP caller hears of a line before the answer (RFC 3960; the modes of [RingMode]).
final class Ringing {
  private Ringing() {}

  private static RingMode mode(Leg caller) {
    return caller.channel() instanceof SipChannel sip
        ? sip.session().spec().getRing()
        : RingMode.RING_MODE_AS_IT_COMES;
  }

  private static boolean waits(Leg caller) {
    return caller.channel() instanceof SipChannel sip && sip.usage() == SipChannel.Usage.OFFERED;
  }

  /// A line is about to be dialled.
  static void dialling(Turn turn) {
    Leg caller = turn.call().caller().orElse(null);
    if (caller == null || !waits(caller)) {
      return;
    }
    switch (mode(caller)) {
      case RING_MODE_TONE, RING_MODE_TONE_THEN_COLOUR -> UasLeg.alert(turn, caller);
      case RING_MODE_UNSPECIFIED, RING_MODE_AS_IT_COMES, RING_MODE_COLOUR, UNRECOGNIZED -> {}
    }
  }

  /// The line has taken the number.
  static void dialled(Turn turn, Leg line) {
    Leg caller = turn.call().caller().orElse(null);
    if (caller != null && waits(caller) && mode(caller) == RingMode.RING_MODE_COLOUR) {
      SetUp.progress(turn, line);
    }
  }

  /// The called party rings, and the SIP caller waits for the answer.
  static void alerting(Turn turn, Leg caller, Leg called) {
    boolean line = called.channel() instanceof LineChannel;
    switch (mode(caller)) {
      case RING_MODE_TONE, RING_MODE_COLOUR -> {
        // 180 or 183 went out when the line was dialled
        if (!line) {
          UasLeg.alert(turn, caller);
        }
      }
      case RING_MODE_TONE_THEN_COLOUR -> {
        if (line) {
          SetUp.progress(turn, called);
        } else {
          UasLeg.alert(turn, caller);
        }
      }
      case RING_MODE_UNSPECIFIED, RING_MODE_AS_IT_COMES, UNRECOGNIZED -> {
        if (line && turn.call().plan().earlyMedia()) {
          SetUp.progress(turn, called);
        } else {
          UasLeg.alert(turn, caller);
        }
      }
    }
  }

  /// Does the caller hear nothing of the called side before the answer?
  static boolean deaf(Leg caller) {
    return waits(caller) && mode(caller) == RingMode.RING_MODE_TONE;
  }
}
