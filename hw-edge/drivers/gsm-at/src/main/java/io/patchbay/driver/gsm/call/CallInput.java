package io.patchbay.driver.gsm.call;

import io.patchbay.line.Cause;
import java.util.Set;

/// What happens to the call.
public sealed interface CallInput {
  /// The commander's wish; the AT command for it goes out.
  sealed interface Command extends CallInput {}

  /// How the modem took an AT command of ours.
  sealed interface Result extends CallInput {}

  /// What the modem tells about the call.
  sealed interface News extends CallInput {}

  /// The commander wants a call; ATD goes out.
  record Dial(int call) implements Command {}

  /// The commander answers; ATA goes out.
  record Answer() implements Command {}

  /// The commander releases; AT+CHUP goes out.
  record Release(Cause cause) implements Command {}

  /// The modem did not take the number.
  record DialRefused() implements Result {}

  /// ATA: OK.
  record AnswerTaken() implements Result {}

  /// ATA: not OK; the call may still ring.
  record AnswerRefused() implements Result {}

  /// The hang-up command ended, whatever it said.
  record ReleaseTaken() implements Result {}

  /// The modem told the cause of the last call, or that it does not know (NORMAL_UNSPECIFIED).
  record CauseTold(Cause cause) implements Result {}

  /// RING. @param call the number it gets if it is new
  record Ring(int call) implements News {}

  /// +CLIP, or the time to wait for it is over (empty number).
  record Caller(int call, String number) implements News {}

  /// A row of +CLCC, +QIND "ccinfo" or ^DSCI about a voice call.
  ///
  /// @param fresh the line's number for the call if it is new and incoming
  record Row(int fresh, int index, boolean incoming, Phase phase, String number) implements News {}

  /// +CCWA: somebody waits.
  ///
  /// @param fresh the line's number for the new call
  record Waits(int fresh, String number) implements News {}

  /// Our patience is over: the call is to be hung up with this cause.
  record Expired(Cause cause) implements Command {}

  /// A complete +CLCC: the indices that exist.
  record Listed(Set<Integer> indices) implements News {
    public Listed {
      indices = Set.copyOf(indices);
    }

    /// Whether a call of this index is over; of an unknown one nothing can be said.
    boolean without(int index) {
      return index != 0 && !indices.contains(index);
    }
  }

  /// BUSY, NO ANSWER and the like: the cause is known.
  record GoneBecause(Cause cause) implements News {}

  /// The call of this index ended, and the modem said why (^CEND, *ECAV).
  record EndedBecause(int index, Cause cause) implements News {}

  /// NO CARRIER, or the ringing stopped: the cause is to be asked for.
  record Gone() implements News {}

  /// The list of calls stays empty, whatever was told.
  record Nothing() implements News {}

  /// The modem or its port is gone.
  record ModemLost(Cause cause) implements CallInput {}
}
