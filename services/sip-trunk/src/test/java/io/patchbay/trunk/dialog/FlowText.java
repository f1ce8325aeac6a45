package io.patchbay.trunk.dialog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A run of the call machine as text: `+2s LineAlerting b -> HUNTING : Provisional 180`.
final class FlowText {
  private final StringBuilder text = new StringBuilder();
  private final Instant start;

  FlowText(Instant start) {
    this.start = start;
  }

  void line(Instant at, String event, CallMachine.Step step) {
    text.append('+')
        .append(Duration.between(start, at).toMillis() / 1000.0)
        .append("s ")
        .append(event)
        .append(" -> ")
        .append(step.state().phase())
        .append(" : ")
        .append(actions(step.actions()))
        .append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String event(CallEvent event) {
    String name = event.getClass().getSimpleName();
    return switch (event) {
      case CallEvent.Provisional one -> name + " " + one.status() + " " + leg(one.leg());
      case CallEvent.Failure one -> name + " " + one.status() + " " + leg(one.leg());
      case CallEvent.LineReleased one -> name + " " + one.cause() + " " + leg(one.leg());
      case CallEvent.Refused one ->
          name + " " + one.command() + " " + one.kind() + " " + leg(one.leg());
      case CallEvent.Expired one -> name + " " + one.timer();
      case CallEvent.OfLeg one -> name + " " + leg(one.leg());
      default -> name;
    };
  }

  private static String actions(List<Action> actions) {
    return actions.stream().map(FlowText::action).collect(Collectors.joining(", "));
  }

  private static String action(Action action) {
    String name = action.getClass().getSimpleName();
    return switch (action) {
      case Action.ToEdge one -> one.command().getCommandCase() + " " + leg(one.leg());
      case Action.Provisional one -> one.status() + (one.sdp().isEmpty() ? "" : "+sdp");
      case Action.Accept one -> "200" + (one.sdp().isEmpty() ? "" : "+sdp") + " " + leg(one.leg());
      case Action.Reject one -> one.status() + "/" + one.cause();
      case Action.Reply one -> "reply " + one.status();
      case Action.Invite one -> "INVITE " + leg(one.leg());
      case Action.Reinvite one -> "re-INVITE " + leg(one.leg());
      case Action.Cancel one -> "CANCEL " + leg(one.leg());
      case Action.Update one -> "UPDATE " + leg(one.leg());
      case Action.Ack _ -> "ACK";
      case Action.Prack _ -> "PRACK";
      case Action.Bye one -> "BYE " + leg(one.dialog().localTag()) + "/" + one.cause();
      case Action.Start one -> "start " + one.timer();
      case Action.Stop one -> "stop " + one.timer();
      case Action.Publish one -> one.news().toString().toLowerCase(Locale.ROOT);
      default -> name;
    };
  }

  private static String leg(String id) {
    return id.substring(id.lastIndexOf('-') + 1);
  }
}
