package io.patchbay.driver.gsm.call;

import io.patchbay.line.Cause;
import java.util.Set;

/// What happens to the call.
public sealed interface CallInput {
  /// The commander wants a call; ATD goes out.
  record Dial(int call) implements CallInput {}

  /// The modem did not take the number.
  record DialRefused() implements CallInput {}

  /// RING. @param call the number it gets if it is new
  record Ring(int call) implements CallInput {}

  /// +CLIP, or the time to wait for it is over (empty number).
  record Caller(int call, String number) implements CallInput {}

  /// A row of +CLCC, +QIND "ccinfo" or ^DSCI about a voice call.
  ///
  /// @param fresh the line's number for the call if it is new and incoming
  record Row(int fresh, int index, boolean incoming, Phase phase, String number)
      implements CallInput {}

  /// A complete +CLCC: the indices that exist.
  record Listed(Set<Integer> indices) implements CallInput {
    public Listed {
      indices = Set.copyOf(indices);
    }
  }

  /// BUSY, NO ANSWER and the like: the cause is known.
  record GoneBecause(Cause cause) implements CallInput {}

  /// NO CARRIER, or the ringing stopped: the cause is to be asked for.
  record Gone() implements CallInput {}

  /// The modem told the cause of the last call, or that it does not know (NORMAL_UNSPECIFIED).
  record CauseTold(Cause cause) implements CallInput {}

  /// The commander answers; ATA goes out.
  record Answer() implements CallInput {}

  /// ATA: OK.
  record AnswerTaken() implements CallInput {}

  /// ATA: not OK; the call may still ring.
  record AnswerRefused() implements CallInput {}

  /// The commander releases; AT+CHUP goes out.
  record Release(Cause cause) implements CallInput {}

  /// The hang-up command ended, whatever it said.
  record ReleaseTaken() implements CallInput {}

  /// The modem or its port is gone.
  record ModemLost(Cause cause) implements CallInput {}
}
