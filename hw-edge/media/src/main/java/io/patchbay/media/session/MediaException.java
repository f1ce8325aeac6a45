package io.patchbay.media.session;

/// A termination cannot be opened: no free port, or the system refuses the socket.
public final class MediaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whether another try later may succeed (no free port) or not (address not ours).
  private final boolean exhausted;

  MediaException(String message, boolean exhausted) {
    super(message);
    this.exhausted = exhausted;
  }

  MediaException(String message, Throwable cause) {
    super(message, cause);
    this.exhausted = false;
  }

  /// True when all ports of the range are taken.
  public boolean exhausted() {
    return exhausted;
  }
}
