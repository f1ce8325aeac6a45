package io.patchbay.simulator.cli;

/// The words do not make a command; says which.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
