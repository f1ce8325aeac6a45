package io.patchbay.edge.agent;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.List;

/// What an agent wants done.
public sealed interface AgentAction {
  /// A command to the line; the runner gives it its id.
  ///
  /// @param commandId of the trunk, answered with the line's answer; empty: nobody waits
  record Submit(LineCommand command, String commandId) implements AgentAction {
    public Submit {
      requireNonNull(command, "command");
      requireNonNull(commandId, "commandId");
    }
  }

  /// The trunk's command is done.
  record Accept(String commandId) implements AgentAction {}

  /// The trunk's command cannot be done.
  record Refuse(String commandId, Refusal kind, String reason) implements AgentAction {}

  /// Tells the leg.
  record Report(LegEvent event) implements AgentAction {}

  /// A tone to the line.
  record Play(Signal signal) implements AgentAction {}

  /// Ends the tone to the line.
  record StopTone() implements AgentAction {}

  /// Opens the line's audio and listens for digits.
  record ListenDigits() implements AgentAction {}

  /// Opens the line's audio and listens for these tones of the exchange, from the beginning.
  record ListenTones(List<Signal> signals) implements AgentAction {
    public ListenTones {
      signals = List.copyOf(signals);
    }
  }

  /// Listens until somebody is heard; these tones of the exchange are nobody.
  record ListenVoice(List<Signal> exchange) implements AgentAction {
    public ListenVoice {
      exchange = List.copyOf(exchange);
    }
  }

  /// Dials in band.
  record SendDigits(String digits, Duration tone, Duration gap) implements AgentAction {}

  /// Closes the line's audio.
  record CloseAudio() implements AgentAction {}

  record StartTimer(Timer timer, Duration after) implements AgentAction {}

  record StopTimer(Timer timer) implements AgentAction {}

  /// Not foreseen here: counted and logged.
  record ReportUnexpected(AgentInput input) implements AgentAction {}
}
