package io.patchbay.media.codec;

/// Whether a codec can be used on this machine, found out at the start where it is not ours alone.
///
/// @param encoding as in `a=rtpmap`
/// @param library what would code it
/// @param state whether it does
/// @param detail why not, in words; empty when it does
/// @param hint what to install; empty when nothing helps
public record Capability(String encoding, String library, State state, String detail, String hint) {
  /// What was found.
  public enum State {
    /// On the class path, or found, and what it coded came back.
    AVAILABLE,
    /// The library is not there.
    MISSING,
    /// The library is there and has not the functions it should have.
    SYMBOL_MISMATCH,
    /// What was coded did not come back.
    SELFTEST_FAILED,
    /// Switched off by the document, or not switched on.
    OFF
  }

  /// Whether calls can use it.
  public boolean available() {
    return state == State.AVAILABLE;
  }

  /// One line for logs.
  @Override
  public String toString() {
    return encoding
        + " ("
        + library
        + "): "
        + state
        + (detail.isEmpty() ? "" : ", " + detail)
        + (hint.isEmpty() ? "" : ": " + hint);
  }
}
