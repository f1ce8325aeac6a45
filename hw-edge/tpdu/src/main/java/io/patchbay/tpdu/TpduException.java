package io.patchbay.tpdu;

import java.util.OptionalInt;

/// Octets that are no TPDU, or content that does not fit into one. The message names the value.
public final class TpduException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int NOWHERE = -1;

  private final int offset;

  TpduException(String message) {
    this(message, NOWHERE);
  }

  TpduException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /// Which octet of what was read the message is about, the first is 0; empty: none in particular.
  public OptionalInt offset() {
    return offset == NOWHERE ? OptionalInt.empty() : OptionalInt.of(offset);
  }
}
