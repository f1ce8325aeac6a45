package io.patchbay.driver.gsm.call;

import static java.util.Objects.requireNonNull;

/// One of the mobile calls that make up an answered call of the line – a row of +CLCC.
///
/// @param id the line's number for it: that of the call for the first, one of its own for a caller
///   who waited
/// @param index the modem's number, 0 while unknown
/// @param number empty while unknown
/// @param phase ACTIVE, HELD or WAITING
public record Party(int id, int index, String number, Phase phase) {
  public Party {
    requireNonNull(number, "number");
    if (phase != Phase.ACTIVE && phase != Phase.HELD && phase != Phase.WAITING) {
      throw new IllegalArgumentException("a party is not " + phase);
    }
  }

  /// It is talked to, now or later.
  public boolean answered() {
    return phase != Phase.WAITING;
  }

  Party at(int known) {
    return known == 0 ? this : new Party(id, known, number, phase);
  }

  Party named(String known) {
    return known.isEmpty() ? this : new Party(id, index, known, phase);
  }

  /// A party that was answered once does not wait again; what else a row says of it is old.
  Party in(Phase next) {
    return next == Phase.ACTIVE || next == Phase.HELD ? new Party(id, index, number, next) : this;
  }
}
