package io.patchbay.driver.gsm;

/// The one try that the configured PIN gets for as long as the line is open: three wrong ones lock
/// the card.
final class PinTry {
  private boolean tried;
  private boolean failed;

  boolean mayTry() {
    return !failed && !tried;
  }

  void tried() {
    tried = true;
  }

  /// It was wrong.
  void failed() {
    failed = true;
  }

  /// It was right: after a restart of the module it may be entered again.
  void succeeded() {
    tried = failed;
  }

  boolean hasFailed() {
    return failed;
  }
}
