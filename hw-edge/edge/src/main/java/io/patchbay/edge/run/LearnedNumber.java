package io.patchbay.edge.run;

import io.patchbay.line.LineStatus;

/// The number of a SIM card that does not tell it.
///
/// @param card ICCID, or IMSI
record LearnedNumber(String card, String number) {
  static final LearnedNumber NONE = new LearnedNumber("", "");

  /// The number, if it is that card; else empty.
  String of(LineStatus status) {
    boolean same =
        !card.isEmpty()
            && (card.equals(status.identity().get("iccid"))
                || card.equals(status.identity().get("imsi")));
    return same ? number : "";
  }
}
