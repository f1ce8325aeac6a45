package io.patchbay.routing.pattern;

/// A pattern that cannot be read; the message shows it and where it went wrong.
public final class PatternException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public PatternException(String message) {
    super(message);
  }
}
