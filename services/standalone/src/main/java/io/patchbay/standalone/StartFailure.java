package io.patchbay.standalone;

/// The start cannot go on; the message is the one line the user sees, the exit code is 2.
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
