package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The commands that a line's driver has not answered. For the mailbox thread.
final class Pending {
  private record One(LineCommand command, Consumer<Outcome> done) {}

  private final String line;
  private final Map<Long, One> open = new HashMap<>();
  private long last;

  Pending(String line) {
    this.line = requireNonNull(line, "line");
  }

  /// Gives the command its id.
  ///
  /// @param done gets its outcome
  LineCommand add(LineCommand template, Consumer<Outcome> done) {
    LineCommand command = LineCommands.withId(template, ++last);
    open.put(last, new One(command, done));
    return command;
  }

  void done(long id, Outcome outcome) {
    One one = open.remove(id);
    if (one != null) {
      one.done().accept(outcome);
    }
  }

  /// The line is being closed: nothing is answered any more.
  void closed() {
    Map<Long, One> left = Map.copyOf(open);
    open.clear();
    left.values().forEach(one -> one.done().accept(closed(one.command())));
  }

  /// A message may be in the modem already: refused otherwise it would be sent again.
  private Outcome closed(LineCommand command) {
    boolean message = command instanceof LineCommand.SendSms;
    return new Outcome.Refused(
        message ? LineEvent.Refusal.TIMED_OUT : LineEvent.Refusal.UNAVAILABLE,
        "line " + line + " was closed" + (message ? "; the message may have been sent" : ""));
  }
}
