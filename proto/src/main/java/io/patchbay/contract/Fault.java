package io.patchbay.contract;

import static java.util.Objects.requireNonNull;

/// Why a command or question was not accepted, named by what the caller can do about it.
///
/// A call that ends is no fault: busy or no answer travel as Q.850 causes in events.
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// @param message names the value, e.g. `line gsm-2: no SIM (+CME ERROR: 10)`
  public Fault(Kind kind, String message) {
    super(requireNonNull(message, "message"));
    this.kind = requireNonNull(kind, "kind");
  }

  /// @param message names the value, e.g. `line gsm-2: no SIM (+CME ERROR: 10)`
  public Fault(Kind kind, String message, Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.kind = requireNonNull(kind, "kind");
  }

  public Kind kind() {
    return kind;
  }

  /// What the caller can do.
  public enum Kind {
    /// Fix the request.
    INVALID,
    /// Stop.
    FORBIDDEN,
    /// Choose another line or number.
    NOT_FOUND,
    /// Retry elsewhere.
    NO_CAPACITY,
    /// Hardware or peer: retry later.
    UNAVAILABLE,
    /// Check, then retry.
    TIMED_OUT,
    /// Somebody else changed it: read again.
    CONFLICT
  }
}
