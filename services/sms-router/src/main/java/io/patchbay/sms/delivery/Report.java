package io.patchbay.sms.delivery;

import io.patchbay.sms.ledger.PartEvent;
import io.patchbay.tpdu.DeliveryStatus;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import java.util.Optional;

/// What a status report says – TS 23.040 §9.2.2.3.
///
/// @param reference TP-MR of the part it is about
/// @param status TP-ST
public record Report(int reference, String recipient, int status) {
  /// Reads SMSC octets and TPDU.
  ///
  /// @return empty when they are no status report
  public static Optional<Report> read(byte[] pdu) {
    try {
      return Tpdu.decode(SmsPdu.parse(pdu).tpdu().toArray()) instanceof Tpdu.StatusReport report
          ? Optional.of(new Report(report.reference(), report.recipient().value(), report.status()))
          : Optional.empty();
    } catch (TpduException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// TP-ST by its class – §9.2.3.15.
  public PartEvent event() {
    return switch (status >> 5) {
      case 0 -> new PartEvent.Delivered();
      case 1 -> new PartEvent.StillTrying();
      default -> new PartEvent.Undeliverable();
    };
  }

  /// In words, with the code.
  public String words() {
    return "TP-ST 0x%02X: %s".formatted(status, DeliveryStatus.words(status));
  }

  /// Whether a number we sent to is the one the report names: networks add or drop prefixes.
  public boolean concerns(String sentTo) {
    String ours = digits(sentTo);
    String theirs = digits(recipient);
    int shorter = Math.min(ours.length(), theirs.length());
    boolean suffix =
        ours.endsWith(theirs) || theirs.endsWith(ours) || sameWithoutTrunkPrefix(ours, theirs);
    return ours.equals(theirs) || (shorter >= 5 && suffix);
  }

  /// 0171… sent, +49171… reported.
  private static boolean sameWithoutTrunkPrefix(String ours, String theirs) {
    return ours.startsWith("0") && theirs.endsWith(ours.substring(1));
  }

  private static String digits(String number) {
    return number.replaceAll("[^0-9*#]", "");
  }
}
