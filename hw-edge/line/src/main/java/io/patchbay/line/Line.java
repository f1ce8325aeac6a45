package io.patchbay.line;

/// One open line. Commands go in, [LineEvent]s come out by the consumer given at opening.
public interface Line extends AutoCloseable {
  LineKind kind();

  /// Queues a command and returns at once; thread-safe. Exactly one [LineEvent.CommandDone] with
  /// the command's id follows, also when the line is down or the command does not fit the kind of
  /// line.
  void submit(LineCommand command);

  /// The line's audio, one port for the life of the line. Between calls it is silent.
  AudioPort audio();

  /// What was said to the hardware and by it, lately; empty for hardware without words.
  default LineTrace trace() {
    return LineTrace.NONE;
  }

  /// What it has counted; thread-safe, quick.
  default LineFigures figures() {
    return LineFigures.NONE;
  }

  /// Hangs up what is up, closes the hardware and ends the line's threads. Idempotent, takes < 1 s.
  @Override
  void close();
}
