package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtFields;

/// What a modem tells about calls over LTE, and what it means for people. A value.
///
/// @param told the modem answered one of the questions
/// @param mode of `+QCFG: "ims"`: 0 as the operator's file has it, 1 on, 2 off; -1 unknown
/// @param active the modem would use it; unknown counts as yes
/// @param registered with the operator's IMS
record Volte(boolean told, int mode, boolean active, boolean registered) {
  static final Volte UNKNOWN = new Volte(false, -1, true, false);
  private static final int OFF = 2;

  /// The same, with what an answer says.
  Volte with(String line) {
    AtFields fields = AtFields.of(line);
    if (line.startsWith("+QCFG: \"ims\"")) {
      return new Volte(true, fields.number(1, -1), fields.number(2, 0) == 1, registered);
    }
    if (line.startsWith("+CIREG:")) {
      // <n>,<reg_info> – TS 27.007 §8.71: 1 is registered
      return new Volte(true, mode, active, fields.number(1, 0) == 1);
    }
    if (line.startsWith("+CAVIMS:")) {
      return new Volte(true, mode, active, registered || fields.number(0, 0) == 1);
    }
    return this;
  }

  /// `ready`, `csfb: …` (calls leave LTE for the circuit network), `no: …` (nothing does), or
  /// `unknown: …`.
  ///
  /// @param technology of the serving cell, e.g. `LTE`; empty: unknown
  /// @param circuit registered for calls in the circuit network, too
  String words(String technology, boolean circuit) {
    boolean lte = technology.equals("LTE") || technology.equals("NR");
    if (!lte) {
      return circuit
          ? "csfb: the line is on "
              + (technology.isEmpty() ? "an unknown network" : technology)
              + ", where calls are circuit switched"
          : "no: the line is not on LTE, and not registered for calls elsewhere";
    }
    if (registered && active) {
      return "ready";
    }
    String why =
        !told
            ? "the modem does not tell whether it has voice over LTE"
            : mode == OFF
                ? "voice over LTE is switched off in the modem (AT+QCFG=\"ims\",2)"
                : !active
                    ? "voice over LTE is not active in the modem (its operator file, AT+QMBNCFG)"
                    : "the line is not registered with the operator's IMS";
    if (circuit) {
      return "csfb: " + why + "; each call takes the line from LTE to 2G or 3G";
    }
    return told
        ? "no: " + why + ", and the line is registered for data only: no call gets through"
        : "unknown: " + why;
  }
}
