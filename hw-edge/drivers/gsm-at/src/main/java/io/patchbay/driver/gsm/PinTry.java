package io.patchbay.driver.gsm;

/// The one try that the configured PIN gets for each card: three wrong ones lock it.
///
/// The runner's own; outlives the port.
final class PinTry {
  /// Fewer attempts than this are left to people.
  private static final int ENOUGH = 2;

  private final PinMemory memory;
  private final String pin;
  private String card = "";
  private boolean tried;
  private boolean failed;
  private boolean few;

  /// @param pin the configured one; empty: none
  PinTry(PinMemory memory, String pin) {
    this.memory = memory;
    this.pin = pin;
  }

  /// Which card it is; another one gets a try of its own.
  ///
  /// @param iccid empty when the modem does not tell before the PIN
  void card(String iccid) {
    if (!iccid.equals(card)) {
      card = iccid;
      tried = false;
      failed = false;
      few = false;
    }
    failed = failed || (!iccid.isEmpty() && !tried && memory.knows(iccid, pin));
  }

  /// How many attempts the card has left; negative: not known.
  void left(int attempts) {
    few = attempts >= 0 && attempts < ENOUGH;
  }

  boolean mayTry() {
    return !pin.isEmpty() && !failed && !tried && !few;
  }

  /// It is being given to the card; remembered before, since nothing may be after.
  void tried() {
    tried = true;
    if (!card.isEmpty()) {
      memory.remember(card, pin);
    }
  }

  /// It was wrong.
  void failed() {
    failed = true;
  }

  /// It was right: after a restart of the module it may be entered again.
  void succeeded() {
    if (tried && !failed && !card.isEmpty()) {
      memory.forget(card, pin);
    }
    tried = failed;
  }

  /// Why the card still wants its PIN.
  String reason() {
    if (pin.isEmpty()) {
      return "the SIM card wants its PIN, and the line has no setting pin";
    }
    if (failed) {
      return "the configured PIN was wrong; it is not tried again";
    }
    if (few) {
      return "the SIM card wants its PIN and has one attempt left: enter it in a telephone";
    }
    return "the SIM card wants its PIN; the configured one was tried once";
  }
}
