package io.patchbay.edge.leg;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cause;
import io.patchbay.line.LineEvent.Standing;

/// What happens to a line leg: reports of the line's agent, and commands of the trunk.
public sealed interface LegEvent {
  /// A call comes from the line.
  ///
  /// @param callingNumber empty: withheld or unknown
  /// @param calledNumber what was dialled (FXS); empty: the line's own number
  /// @param incomplete [Dialled] may follow
  record Offered(String callingNumber, String callingName, String calledNumber, boolean incomplete)
      implements LegEvent {
    /// With its whole number.
    public Offered(String callingNumber, String callingName, String calledNumber) {
      this(callingNumber, callingName, calledNumber, false);
    }

    public Offered {
      requireNonNull(callingNumber, "callingNumber");
      requireNonNull(callingName, "callingName");
      requireNonNull(calledNumber, "calledNumber");
    }
  }

  /// The phone whose call was offered with a part of its number has dialled so far by now.
  ///
  /// @param complete it is the whole number
  /// @param atOnce it waits for nothing, as an emergency number
  record Dialled(String number, boolean complete, boolean atOnce) implements LegEvent {
    public Dialled {
      requireNonNull(number, "number");
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

  /// A mobile call of this leg waits, is heard now, or was put on hold.
  ///
  /// @param party the line's number for it
  /// @param first the one that the leg began with
  record PartyChanged(int party, boolean first, String number, Standing standing)
      implements LegEvent {
    public PartyChanged {
      requireNonNull(number, "number");
      requireNonNull(standing, "standing");
    }
  }

  /// A mobile call of this leg is over; others go on.
  record PartyLeft(int party, boolean first, Cause cause) implements LegEvent {
    public PartyLeft {
      requireNonNull(cause, "cause");
    }
  }

  /// A hook flash.
  record Flash() implements LegEvent {}

  /// The trunk dials.
  record DialAsked() implements LegEvent {}

  /// The trunk answers.
  record AnswerAsked() implements LegEvent {}

  /// The trunk releases.
  record ReleaseAsked() implements LegEvent {}
}
