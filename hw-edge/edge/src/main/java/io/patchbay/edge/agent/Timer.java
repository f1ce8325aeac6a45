package io.patchbay.edge.agent;

import io.patchbay.edge.agent.AgentInput.AnswerExpired;
import io.patchbay.edge.agent.AgentInput.CallerIdExpired;
import io.patchbay.edge.agent.AgentInput.DialToneExpired;
import io.patchbay.edge.agent.AgentInput.FirstDigitExpired;
import io.patchbay.edge.agent.AgentInput.GuardExpired;
import io.patchbay.edge.agent.AgentInput.HowlerExpired;
import io.patchbay.edge.agent.AgentInput.InterDigitExpired;
import io.patchbay.edge.agent.AgentInput.RingbackExpired;

/// The timers of the agents; their lengths are in [FxsSettings] and [FxoSettings].
public enum Timer {
  /// FXS: dial tone without a digit (E.182 §6.2 partial dial).
  FIRST_DIGIT,
  /// FXS: the pause that ends dialling (H-024).
  INTER_DIGIT,
  /// FXS: tone to a phone left off hook.
  HOWLER,
  /// FXO: rings and caller ID before the call is offered (H-043, H-055).
  CALLER_ID,
  /// FXO: dial tone of the exchange (H-058).
  DIAL_TONE,
  /// FXO: the next ring-back burst is overdue.
  RINGBACK,
  /// FXO: no tone was heard since the number was sent.
  ANSWER,
  /// FXO: on hook long enough for the exchange to notice.
  GUARD;

  /// The event of its expiry.
  public AgentInput expiry() {
    return switch (this) {
      case FIRST_DIGIT -> new FirstDigitExpired();
      case INTER_DIGIT -> new InterDigitExpired();
      case HOWLER -> new HowlerExpired();
      case CALLER_ID -> new CallerIdExpired();
      case DIAL_TONE -> new DialToneExpired();
      case RINGBACK -> new RingbackExpired();
      case ANSWER -> new AnswerExpired();
      case GUARD -> new GuardExpired();
    };
  }
}
