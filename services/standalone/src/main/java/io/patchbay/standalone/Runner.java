package io.patchbay.standalone;

/// Runs services: in this process, or as a process each.
sealed interface Runner extends AutoCloseable permits InProcess, ChildProcesses {
  /// Starts one service; returns when it serves.
  ///
  /// @throws StartFailure naming the service
  void start(Service service);

  /// Stops everything, within 4 s.
  @Override
  void close();
}
