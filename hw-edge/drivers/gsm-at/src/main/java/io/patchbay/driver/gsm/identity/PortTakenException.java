package io.patchbay.driver.gsm.identity;

import java.io.IOException;
import java.io.Serial;

/// A port that somebody else has; the message says who, and what to do.
public final class PortTakenException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public PortTakenException(String message) {
    super(message);
  }
}
