package io.patchbay.edge.driver;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.AudioPort;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.CommandDone;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineEvent.StatusChanged;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Stands for a line that cannot be opened or is switched off: refuses everything and says why.
public final class AbsentLine implements Line {
  private final LineKind kind;
  private final String reason;
  private final InstantSource clock;
  private final Consumer<LineEvent> events;

  public AbsentLine(LineKind kind, String reason, InstantSource clock, Consumer<LineEvent> events) {
    this.kind = requireNonNull(kind, "kind");
    this.reason = requireNonNull(reason, "reason");
    this.clock = requireNonNull(clock, "clock");
    this.events = requireNonNull(events, "events");
    events.accept(
        new StatusChanged(clock.instant(), LineStatus.of(LineState.OUT_OF_SERVICE, reason)));
  }

  @Override
  public LineKind kind() {
    return kind;
  }

  @Override
  public void submit(LineCommand command) {
    events.accept(
        new CommandDone(
            clock.instant(), command.id(), new Outcome.Refused(Refusal.UNAVAILABLE, reason)));
  }

  @Override
  public AudioPort audio() {
    return new AudioPort() {
      @Override
      public boolean clocked() {
        return false;
      }

      @Override
      public int read(short[] frame) {
        return 0;
      }

      @Override
      public void write(short[] frame) {}
    };
  }

  @Override
  public void close() {}
}
