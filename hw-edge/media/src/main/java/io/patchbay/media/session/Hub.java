package io.patchbay.media.session;

/// What terminations ask of the engine.
interface Hub {
  /// Begins the end of a termination; any thread.
  void close(Member member);

  /// The termination has left its last group; media thread.
  void released(Member member);

  /// An event sink threw; media thread.
  void sinkFailed();
}
