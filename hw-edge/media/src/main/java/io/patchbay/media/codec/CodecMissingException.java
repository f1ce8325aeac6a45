package io.patchbay.media.codec;

import static java.util.Objects.requireNonNull;

/// What a codec needs is not on this machine, or not as it should be.
public final class CodecMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Capability.State state;
  private final String hint;

  /// @param hint what the operator can do, e.g. `apt-get install libopus0`
  public CodecMissingException(Capability.State state, String message, String hint) {
    super(message);
    this.state = requireNonNull(state, "state");
    this.hint = requireNonNull(hint, "hint");
  }

  /// Missing, or of another version.
  public Capability.State state() {
    return state;
  }

  /// What the operator can do.
  public String hint() {
    return hint;
  }
}
