package io.patchbay.edge.leg;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cause;

/// What happens to a line leg: reports of the line's agent, and commands of the trunk.
public sealed interface LegEvent {
  /// A call comes from the line.
  ///
  /// @param callingNumber empty: withheld or unknown
  /// @param calledNumber what was dialled (FXS); empty: the line's own number
  record Offered(String callingNumber, String callingName, String calledNumber)
      implements LegEvent {
    public Offered {
      requireNonNull(callingNumber, "callingNumber");
      requireNonNull(callingName, "callingName");
      requireNonNull(calledNumber, "calledNumber");
    }
  }

  /// The far end is alerted.
  record Alerting() implements LegEvent {}

  /// Audio before the answer.
  record Progress() implements LegEvent {}

  /// Through.
  record Answered() implements LegEvent {}

  /// Over.
  record Released(Cause cause) implements LegEvent {
    public Released {
      requireNonNull(cause, "cause");
    }
  }

  /// The line did not take the dial command; the commander knows by its result.
  record DialRefused() implements LegEvent {}

  /// A DTMF digit of the far end.
  record Digit(char digit) implements LegEvent {}

  /// A hook flash.
  record Flash() implements LegEvent {}

  /// The trunk dials.
  record DialAsked() implements LegEvent {}

  /// The trunk answers.
  record AnswerAsked() implements LegEvent {}

  /// The trunk releases.
  record ReleaseAsked() implements LegEvent {}
}
