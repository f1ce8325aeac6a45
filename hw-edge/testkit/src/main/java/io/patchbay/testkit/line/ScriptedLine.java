package io.patchbay.testkit.line;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.AudioPort;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.CommandDone;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineFigures;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// A line that does what the test says: it keeps the commands and emits the events given to it.
///
/// Thread-safe. Commands are accepted at once unless [#answers] says otherwise.
public final class ScriptedLine implements Line {
  private final LineKind kind;
  private final InstantSource clock;
  private final Consumer<LineEvent> events;
  private final BlockingQueue<LineCommand> commands = new LinkedBlockingQueue<>();
  private final BlockingQueue<short[]> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<short[]> written = new LinkedBlockingQueue<>(1_000);
  private volatile Function<LineCommand, Outcome> answers = _ -> new Outcome.Accepted("");
  private volatile LineFigures figures = LineFigures.NONE;
  private volatile boolean closed;

  public ScriptedLine(LineKind kind, InstantSource clock, Consumer<LineEvent> events) {
    this.kind = requireNonNull(kind, "kind");
    this.clock = requireNonNull(clock, "clock");
    this.events = requireNonNull(events, "events");
  }

  /// How commands end from now on.
  public void answers(Function<LineCommand, Outcome> next) {
    answers = requireNonNull(next, "next");
  }

  /// What it has counted from now on.
  public void counts(LineFigures next) {
    figures = requireNonNull(next, "next");
  }

  @Override
  public LineFigures figures() {
    return figures;
  }

  public Instant now() {
    return clock.instant();
  }

  /// Reports what the hardware does.
  public void emit(LineEvent event) {
    events.accept(event);
  }

  /// Reports that calls can be made and taken.
  public void inService() {
    emit(new LineEvent.StatusChanged(now(), LineStatus.of(LineState.IN_SERVICE, "")));
  }

  /// The next command of this type; others before it are dropped.
  ///
  /// @throws IllegalStateException none came within 10 s
  public <C extends LineCommand> C next(Class<C> type) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    try {
      while (true) {
        var command = commands.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (command == null) {
          throw new IllegalStateException("no " + type.getSimpleName() + " within 10 s");
        }
        if (type.isInstance(command)) {
          return type.cast(command);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  /// Commands of this type that came and were not taken by [#next].
  public long count(Class<? extends LineCommand> type) {
    return commands.stream().filter(type::isInstance).count();
  }

  /// Gives the line a frame to be read from it.
  ///
  /// @param frame 160 samples
  public void hear(short[] frame) {
    heard.add(frame.clone());
  }

  /// Frames written to the line so far, at most 1 000.
  public int framesWritten() {
    return written.size();
  }

  /// The next frame written to the line, 160 samples, waiting up to 10 s.
  public short[] nextWritten() {
    try {
      short[] frame = written.poll(10, TimeUnit.SECONDS);
      if (frame == null) {
        throw new IllegalStateException("no frame within 10 s");
      }
      return frame;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public LineKind kind() {
    return kind;
  }

  @Override
  public void submit(LineCommand command) {
    commands.add(command);
    emit(new CommandDone(now(), command.id(), answers.apply(command)));
  }

  @Override
  public AudioPort audio() {
    return new Audio();
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Audio implements AudioPort {
    @Override
    public boolean clocked() {
      return false;
    }

    @Override
    public int read(short[] frame) {
      if (closed) {
        return -1;
      }
      var next = heard.poll();
      if (next == null) {
        return 0;
      }
      System.arraycopy(next, 0, frame, 0, FRAME_SAMPLES);
      return FRAME_SAMPLES;
    }

    @Override
    public void write(short[] frame) {
      written.offer(frame.clone());
    }
  }
}
