package io.patchbay.sms.ledger;

/// Where one outbound part is.
public enum PartState {
  /// In the ledger; no modem was asked, or the last one refused.
  WAITING(1),
  /// A modem was asked; the outcome is not known yet.
  SENDING(2),
  /// The network took it.
  SENT(3),
  /// Reported delivered.
  DELIVERED(4),
  /// It will not get there.
  FAILED(5);

  private final int code;

  PartState(int code) {
    this.code = code;
  }

  /// As kept in the database.
  public int code() {
    return code;
  }

  /// The state a code stands for.
  ///
  /// @throws IllegalArgumentException when there is none
  public static PartState ofCode(int code) {
    for (PartState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("part state " + code);
  }
}
