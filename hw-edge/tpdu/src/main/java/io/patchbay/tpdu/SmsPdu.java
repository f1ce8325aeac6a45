package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

/// What a modem calls a PDU: the service centre's address, then the TPDU – TS 27.005 §3.1 `<pdu>`.
///
/// @param smsc the service centre; [Address#NONE] stands for the SIM's own
/// @param tpdu the octets that [Tpdu#decode] takes; their count is the `<length>` of AT+CMGS
public record SmsPdu(Address smsc, Octets tpdu) {
  private static final int MAX_SMSC_OCTETS = 12;

  public SmsPdu {
    requireNonNull(smsc, "smsc");
    requireNonNull(tpdu, "tpdu");
  }

  /// Parses what a modem gave.
  public static SmsPdu parse(byte[] octets) throws TpduException {
    OctetReader in = new OctetReader(octets);
    int length = in.octet("service centre address length");
    if (length > MAX_SMSC_OCTETS) {
      throw new TpduException(
          "service centre address of %d octets, 12 at most".formatted(length), 0);
    }
    Address smsc = Address.NONE;
    if (length > 0) {
      int type = in.octet("service centre address type");
      byte[] digits = in.octets(length - 1, "service centre address");
      String value = Address.value(type, SemiOctets.decode(digits, digits.length * 2));
      smsc = new Address((type & 0x70) == 0x50 ? 0x81 : type, value);
    }
    return new SmsPdu(smsc, Octets.of(in.octets(in.remaining(), "TPDU")));
  }

  /// Parses the hexadecimal digits that a modem printed.
  public static SmsPdu parseHex(String hex) throws TpduException {
    return parse(Octets.ofHex(hex).toArray());
  }

  /// The octets for a modem.
  public byte[] encode() {
    OctetWriter out = new OctetWriter();
    if (smsc.value().isEmpty()) {
      out.write(0);
    } else {
      byte[] digits = SemiOctets.encode(Address.digits(smsc.type(), smsc.value()));
      out.write(digits.length + 1);
      out.write(smsc.type());
      out.writeBytes(digits);
    }
    out.writeBytes(tpdu.toArray());
    return out.toByteArray();
  }
}
