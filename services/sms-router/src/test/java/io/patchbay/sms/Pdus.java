package io.patchbay.sms;

import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.Octets;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.SmsText;
import io.patchbay.tpdu.SmscTime;
import io.patchbay.tpdu.TextOptions;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// PDUs as a modem gives them.
public final class Pdus {
  private Pdus() {}

  /// A text as the parts a network delivers, with an 8-bit reference.
  public static List<byte[]> deliver(String from, String text, int reference, Instant at) {
    return parts(from, text, reference, at, 8);
  }

  /// The same with a 16-bit reference.
  public static List<byte[]> deliverWide(String from, String text, int reference, Instant at) {
    return parts(from, text, reference, at, 16);
  }

  private static List<byte[]> parts(String from, String text, int reference, Instant at, int bits) {
    try {
      Address originator = Address.of(from);
      SmscTime time = SmscTime.of(at.atOffset(ZoneOffset.ofHours(8)));
      TextOptions options = TextOptions.PLAIN.withReferenceBits(bits);
      return SmsText.split(text, reference, options).stream()
          .map(part -> pdu(Tpdu.Deliver.of(originator, time, part)))
          .toList();
    } catch (TpduException e) {
      throw new AssertionError(e);
    }
  }

  /// A status report.
  public static byte[] report(int reference, String recipient, int status, Instant at) {
    try {
      SmscTime time = SmscTime.of(at.atOffset(ZoneOffset.UTC));
      return pdu(
          new Tpdu.StatusReport(false, reference, Address.of(recipient), time, time, status));
    } catch (TpduException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] pdu(Tpdu tpdu) {
    return new SmsPdu(Address.NONE, Octets.of(tpdu.encode())).encode();
  }
}
