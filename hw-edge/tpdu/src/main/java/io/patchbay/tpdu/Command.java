package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

/// Phone to service centre: an order about an earlier SMS-SUBMIT – TS 23.040 §9.2.2.4.
///
/// @param statusReport a report is wanted (TP-SRR)
/// @param reference TP-MR of this order
/// @param protocolId TP-PID, any octet
/// @param type TP-CT: 0 enquiry, 1 cancel the report, 2 delete, 3 enable the report
/// @param message TP-MN, the reference of the message it is about
/// @param data TP-CD
/// @param header whether the data begins with a header, which stays in there (TP-UDHI)
/// @param truncated fewer octets came than TP-CDL promised
public record Command(
    boolean statusReport,
    int reference,
    int protocolId,
    int type,
    int message,
    Address destination,
    Octets data,
    boolean header,
    boolean truncated)
    implements Tpdu {
  public Command {
    requireNonNull(destination, "destination");
    requireNonNull(data, "data");
    Flags.octet(reference, "reference");
    Flags.octet(protocolId, "protocol id");
    Flags.octet(type, "command type");
    Flags.octet(message, "message number");
    Flags.octet(data.length(), "command data length");
  }

  static Command read(int first, OctetReader in) throws TpduException {
    int reference = in.octet("reference");
    int protocolId = in.octet("protocol id");
    int type = in.octet("command type");
    int message = in.octet("message number");
    Address destination = Address.read(in, "destination");
    int length = in.octet("command data length");
    int there = Math.min(length, in.remaining());
    return new Command(
        Flags.has(first, 0x20),
        reference,
        protocolId,
        type,
        message,
        destination,
        Octets.of(in.octets(there, "command data")),
        Flags.has(first, Flags.HEADER),
        there < length);
  }

  /// TP-CT in words – §9.2.3.19.
  String words() {
    return switch (type) {
      case 0 -> "enquiry about the message";
      case 1 -> "cancel the status report";
      case 2 -> "delete the message";
      case 3 -> "enable the status report";
      default -> type >= 0xE0 ? "specific to the service centre" : "reserved";
    };
  }

  @Override
  public byte[] encode() {
    OctetWriter out = new OctetWriter();
    out.write(0x02 | Flags.bit(statusReport, 0x20) | Flags.bit(header, Flags.HEADER));
    out.write(reference);
    out.write(protocolId);
    out.write(type);
    out.write(message);
    destination.write(out);
    out.write(data.length());
    out.writeBytes(data.toArray());
    return out.toByteArray();
  }
}
