package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtFields;

/// Why a network refuses to register a card: `+CREG: …,<cause_type>,<reject_cause>` – TS 27.007
/// §7.2 – in the words of TS 24.008 §10.5.3.6.
final class RejectCause {
  private static final int CAUSE_TYPE = 4;

  private RejectCause() {}

  /// With a colon in front; empty when the modem does not say.
  ///
  /// @param at the field of <stat>
  static String of(AtFields fields, int at) {
    int cause = fields.number(at + CAUSE_TYPE + 1, -1);
    if (fields.number(at + CAUSE_TYPE, -1) != 0 || cause < 0) {
      return "";
    }
    String words =
        switch (cause) {
          case 2 -> "the card is not known";
          case 3 -> "the card is barred";
          case 5, 6 -> "the modem's IMEI is barred";
          case 7, 8 -> "no data service for this card";
          case 11 -> "this network is not allowed";
          case 12, 15 -> "not allowed in this area";
          case 13 -> "roaming is not allowed here";
          case 17, 22 -> "the network is congested or fails";
          default -> "by the network";
        };
    return ": " + words + " (cause " + cause + ")";
  }
}
