package io.patchbay.simulator.api;

/// A command to the simulated world that did not work out; the message is for people.
public final class SimFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean badRequest;

  SimFailure(String message, boolean badRequest, Throwable cause) {
    super(message, cause);
    this.badRequest = badRequest;
  }

  /// Whether the request itself was wrong, rather than the state of the world.
  public boolean badRequest() {
    return badRequest;
  }
}
