package io.patchbay.tpdu;

/// Octets that are no TPDU, or content that does not fit into one. The message names the value.
public final class TpduException extends Exception {
  private static final long serialVersionUID = 1L;

  TpduException(String message) {
    super(message);
  }
}
