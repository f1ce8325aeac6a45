package io.patchbay.edge.agent;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Standing;

/// What an agent hears: its line, its audio, the trunk's commands and its timers.
///
/// Each kind of agent has its own alphabet: [Sim], [Fxs], [Fxo].
public sealed interface AgentInput {
  /// Alphabet of [SimAgent].
  sealed interface Sim extends AgentInput {}

  /// Alphabet of [FxsAgent].
  sealed interface Fxs extends AgentInput {}

  /// Alphabet of [FxoAgent].
  sealed interface Fxo extends AgentInput {}

  /// The trunk places a call by this line.
  ///
  /// @param commandId answered by the agent
  /// @param call our number for the call on the line
  /// @param emergency of the numbers that every line is to place
  record Dial(
      String commandId,
      int call,
      String number,
      String callingNumber,
      String callingName,
      Presentation presentation,
      boolean emergency)
      implements Sim, Fxs, Fxo {
    public Dial {
      requireNonNull(commandId, "commandId");
      requireNonNull(number, "number");
      requireNonNull(callingNumber, "callingNumber");
      requireNonNull(callingName, "callingName");
      requireNonNull(presentation, "presentation");
    }
  }

  /// The trunk answers the offered call.
  record Answer(String commandId) implements Sim, Fxs, Fxo {}

  /// The trunk releases the call; an empty id: the edge itself does.
  record Release(String commandId, Cause cause) implements Sim, Fxs, Fxo {}

  /// The line's answer to a command of ours.
  record Done(LineCommand command, boolean accepted) implements Sim, Fxs, Fxo {}

  /// The line went out of service.
  record LineLost() implements Sim, Fxs, Fxo {}

  /// A DTMF or pulse digit has ended.
  record Digit(char digit) implements Sim, Fxs, Fxo {}

  /// A call is offered (SIM), or the line rings or its caller ID was decoded (FXO).
  record Rings(int call, String number, String name) implements Sim, Fxo {}

  record Alerting(int call) implements Sim {}

  record Progress(int call) implements Sim {}

  record Answered(int call) implements Sim, Fxo {}

  /// A mobile call of `call` waits, is heard now, or was put on hold.
  record PartyChanged(int call, int party, String number, Standing standing) implements Sim {
    public static PartyChanged of(LineEvent.PartyChanged event) {
      return new PartyChanged(event.call(), event.party(), event.number(), event.standing());
    }
  }

  /// A mobile call of `call` is over; others go on.
  record PartyLeft(int call, int party, Cause cause) implements Sim {
    public static PartyLeft of(LineEvent.PartyLeft event) {
      return new PartyLeft(event.call(), event.party(), event.cause());
    }
  }

  /// The call on the line is over; FXO: ringing stopped.
  record Released(int call, Cause cause) implements Sim, Fxo {}

  record OffHook() implements Fxs {}

  record OnHook() implements Fxs {}

  record Flash() implements Fxs {}

  /// A DTMF digit has begun.
  record DigitBegan() implements Fxs {}

  record FirstDigitExpired() implements Fxs {}

  record InterDigitExpired() implements Fxs {}

  record HowlerExpired() implements Fxs {}

  /// A call-progress tone of the exchange.
  record ToneHeard(Signal signal) implements Fxo {}

  /// Somebody speaks on the line.
  record VoiceHeard() implements Fxo {}

  /// The number has been sent.
  record DigitsSent() implements Fxo {}

  record PolarityReversed() implements Fxo {}

  record LoopCurrentLost() implements Fxo {}

  record CallerIdExpired() implements Fxo {}

  record DialToneExpired() implements Fxo {}

  record RingbackExpired() implements Fxo {}

  record AnswerExpired() implements Fxo {}

  record GuardExpired() implements Fxo {}
}
