package io.patchbay.simulator.modem;

import static java.util.Objects.requireNonNull;

/// Whose network a modem is in, as +COPS, +QSPN and +QNWINFO have it.
///
/// @param code MCC and MNC
record Operator(String code, String full, String brief) {
  static final Operator HOME = new Operator("46000", "CHINA MOBILE", "CMCC");
  static final Operator FOREIGN = new Operator("26201", "Telekom.de", "TDG");

  Operator {
    requireNonNull(code, "code");
    requireNonNull(full, "full");
    requireNonNull(brief, "brief");
  }
}
