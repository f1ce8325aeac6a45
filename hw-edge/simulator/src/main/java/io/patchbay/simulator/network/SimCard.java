package io.patchbay.simulator.network;

import static java.util.Objects.requireNonNull;

/// A SIM card: identity, and the PIN that guards it.
///
/// @param iccid 19 or 20 digits (ITU-T E.118)
/// @param imsi 15 digits, begins with the network's 46000
/// @param msisdn the subscription's number, `+86…`
/// @param pin 4 to 8 digits; empty: the card asks for none
public record SimCard(String iccid, String imsi, String msisdn, String pin, String puk) {
  public SimCard {
    requireNonNull(iccid, "iccid");
    requireNonNull(imsi, "imsi");
    requireNonNull(msisdn, "msisdn");
    requireNonNull(pin, "pin");
    requireNonNull(puk, "puk");
  }

  /// The card of line `number`: 1 -> +8613900000001, without a PIN.
  public static SimCard ofLine(int number) {
    return new SimCard(
        String.format(java.util.Locale.ROOT, "8986000000000%06d", number),
        String.format(java.util.Locale.ROOT, "4600000000%05d", number),
        String.format(java.util.Locale.ROOT, "+8613900%06d", number),
        "",
        "12345678");
  }
}
