package io.patchbay.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.StringJoiner;

/// An agent's life as text: one line for each input, `input -> state : actions`.
final class Flow {
  private Agent agent;
  private final StringJoiner text = new StringJoiner("\n", "", "\n");

  Flow(Agent agent) {
    this.agent = agent;
  }

  Flow on(AgentInput... inputs) {
    for (AgentInput input : inputs) {
      var step = agent.on(input);
      agent = step.next();
      var actions = new StringJoiner(", ");
      step.actions().forEach(action -> actions.add(words(action)));
      text.add(
          input.getClass().getSimpleName()
              + " -> "
              + agent.word()
              + (step.actions().isEmpty() ? "" : " : " + actions));
    }
    return this;
  }

  void is(String expected) {
    assertEquals(expected, text.toString());
  }

  private static String words(AgentAction action) {
    return switch (action) {
      case AgentAction.Submit submit -> submit.command().getClass().getSimpleName() + "!";
      case AgentAction.Accept _ -> "accept";
      case AgentAction.Refuse refuse -> "refuse " + refuse.kind();
      case AgentAction.Report report -> "report " + report.event();
      case AgentAction.Play play -> "play " + play.signal();
      case AgentAction.StopTone _ -> "silence";
      case AgentAction.ListenDigits _ -> "listen digits";
      case AgentAction.ListenTones tones -> "listen " + tones.signals();
      case AgentAction.ListenVoice _ -> "listen voice";
      case AgentAction.SendDigits send -> "send " + send.digits();
      case AgentAction.CloseAudio _ -> "close audio";
      case AgentAction.StartTimer start ->
          "start " + start.timer() + " " + start.after().toMillis();
      case AgentAction.StopTimer stop -> "stop " + stop.timer();
      case AgentAction.ReportUnexpected _ -> "unexpected";
    };
  }
}
