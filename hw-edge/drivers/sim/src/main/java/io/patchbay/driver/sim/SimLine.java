package io.patchbay.driver.sim;

import io.patchbay.line.AudioPort;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/// A line at one port of the simulator. [PortState] decides what frames and commands mean.
///
/// Commands are answered on the caller's thread, frames are read on the link's; both under one
/// lock.
final class SimLine implements Line, PortLink.Listener {
  private final LineKind kind;
  private final InstantSource clock;
  private final Consumer<LineEvent> events;
  private final PortLink link;
  private final PortAudio audio;
  private final PortState state;
  private LineStatus status = LineStatus.of(LineState.DOWN, "port not open yet");
  private boolean closed;

  SimLine(String name, LineKind kind, Path path, InstantSource clock, Consumer<LineEvent> events) {
    this.kind = kind;
    this.clock = clock;
    this.events = events;
    this.link = new PortLink(name, path, this);
    this.audio = new PortAudio(link::send);
    this.state = new PortState(name, kind, clock, this::report, link::send);
  }

  void start() {
    link.start();
  }

  @Override
  public LineKind kind() {
    return kind;
  }

  @Override
  public AudioPort audio() {
    return audio;
  }

  @Override
  public synchronized void submit(LineCommand command) {
    if (closed) {
      return;
    }
    Outcome outcome =
        link.up() || state.unfit(command)
            ? state.carryOut(command)
            : new Outcome.Refused(Refusal.UNAVAILABLE, "line is down: " + status.reason());
    report(new LineEvent.CommandDone(clock.instant(), command.id(), outcome));
  }

  @Override
  public void received(PortFrame frame) throws IOException {
    if (frame.type() == PortFrame.AUDIO) {
      short[] samples = new short[AudioPort.FRAME_SAMPLES];
      frame.samples(samples);
      audio.received(samples);
      return;
    }
    synchronized (this) {
      state.received(frame).ifPresent(this::become);
    }
  }

  @Override
  public synchronized void lost(String reason) {
    state.lost();
    become(LineStatus.of(LineState.DOWN, reason));
  }

  private void become(LineStatus next) {
    if (!next.equals(status) || next.state() == LineState.IN_SERVICE) {
      status = next;
      report(new LineEvent.StatusChanged(clock.instant(), next));
    }
  }

  private synchronized void report(LineEvent event) {
    if (!closed) {
      events.accept(event);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      state.hangUp();
      closed = true;
    }
    audio.close();
    link.close();
  }
}
