package io.patchbay.scenarios.harness;

/// Which of the JVMs that run the tests side by side this is: each has ports of its own.
final class Fork {
  /// At most; `forkCount` of the pom is no larger.
  static final int MOST = 2;

  private Fork() {}

  /// From 0.
  static int number() {
    return (Integer.getInteger("patchbay.fork", 1) - 1) % MOST;
  }
}
