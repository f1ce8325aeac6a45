package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A short message transfer protocol data unit – TS 23.040 §9.2.2, without the service centre
/// address.
public sealed interface Tpdu
    permits Tpdu.Deliver, Tpdu.Submit, Tpdu.StatusReport, SubmitReport, DeliverReport, Command {
  /// Parses octets from a modem, or (SMS-SUBMIT) for one. Octets behind the end are ignored.
  ///
  /// The reserved message type 3 reads as SMS-DELIVER, as §9.2.3.1 has it.
  static Tpdu decode(byte[] octets) throws TpduException {
    OctetReader in = reader(octets);
    int first = in.octet("first octet");
    return (first & 3) == 1 ? Submit.read(first, in) : toPhone(first, in);
  }

  /// Parses octets that went in a known direction.
  static Reading read(byte[] octets, Direction direction) throws TpduException {
    OctetReader in = reader(octets);
    int first = in.octet("first octet");
    Tpdu tpdu =
        switch (direction) {
          case TO_PHONE -> toPhone(first, in);
          case FROM_PHONE -> fromPhone(first, in);
        };
    return new Reading(tpdu, Octets.of(in.rest()));
  }

  private static OctetReader reader(byte[] octets) throws TpduException {
    if (octets.length > 255) {
      throw new TpduException("a TPDU of %d octets, 255 at most".formatted(octets.length), 255);
    }
    return new OctetReader(octets);
  }

  private static Tpdu toPhone(int first, OctetReader in) throws TpduException {
    return switch (first & 3) {
      case 1 -> SubmitReport.read(first, in);
      case 2 -> StatusReport.read(first, in);
      default -> Deliver.read(first, in);
    };
  }

  private static Tpdu fromPhone(int first, OctetReader in) throws TpduException {
    return switch (first & 3) {
      case 0 -> DeliverReport.read(first, in);
      case 1 -> Submit.read(first, in);
      case 2 -> Command.read(first, in);
      default -> throw new TpduException("message type 3 is reserved for this direction", 0);
    };
  }

  /// Which way a TPDU goes: the message type of its first octet means one thing or the other.
  enum Direction {
    /// From the service centre: SMS-DELIVER, -SUBMIT-REPORT, -STATUS-REPORT.
    TO_PHONE,
    /// From the phone: SMS-SUBMIT, -DELIVER-REPORT, -COMMAND.
    FROM_PHONE
  }

  /// What octets say.
  ///
  /// @param rest the octets behind the TPDU's end
  record Reading(Tpdu tpdu, Octets rest) {
    public Reading {
      requireNonNull(tpdu, "tpdu");
      requireNonNull(rest, "rest");
    }
  }

  /// The octets on the wire.
  byte[] encode();

  /// Service centre to phone: a message – §9.2.2.1.
  ///
  /// @param moreMessages others wait (TP-MMS bit clear)
  /// @param loopPrevention TP-LP
  /// @param statusReport the sender asked for a report (TP-SRI)
  /// @param replyPath TP-RP
  /// @param protocolId TP-PID, any octet
  record Deliver(
      boolean moreMessages,
      boolean loopPrevention,
      boolean statusReport,
      boolean replyPath,
      Address originator,
      int protocolId,
      DataCoding coding,
      SmscTime time,
      UserData data)
      implements Tpdu {
    public Deliver {
      requireNonNull(originator, "originator");
      requireNonNull(coding, "coding");
      requireNonNull(time, "time");
      requireNonNull(data, "data");
      Flags.octet(protocolId, "protocol id");
    }

    /// A plain message.
    public static Deliver of(Address originator, SmscTime time, SmsText.Part part) {
      return new Deliver(
          false, false, false, false, originator, 0, part.coding(), time, part.data());
    }

    /// What waits for the subscriber, as the coding and the header say.
    public List<Waiting> waiting() {
      return Waiting.of(coding, data.header());
    }

    private static Deliver read(int first, OctetReader in) throws TpduException {
      Address originator = Address.read(in, "originator");
      int protocolId = in.octet("protocol id");
      DataCoding coding = new DataCoding(in.octet("data coding"));
      SmscTime time = SmscTime.read(in, "service centre time");
      UserData data = UserData.read(in, coding, Flags.has(first, Flags.HEADER));
      return new Deliver(
          !Flags.has(first, 0x04),
          Flags.has(first, 0x08),
          Flags.has(first, 0x20),
          Flags.has(first, 0x80),
          originator,
          protocolId,
          coding,
          time,
          data);
    }

    @Override
    public byte[] encode() {
      OctetWriter out = new OctetWriter();
      out.write(
          Flags.bit(!moreMessages, 0x04)
              | Flags.bit(loopPrevention, 0x08)
              | Flags.bit(statusReport, 0x20)
              | Flags.bit(!data.header().isEmpty(), Flags.HEADER)
              | Flags.bit(replyPath, 0x80));
      originator.write(out);
      out.write(protocolId);
      out.write(coding.octet());
      time.write(out);
      data.write(out);
      return out.toByteArray();
    }
  }

  /// Phone to service centre: a message – §9.2.2.2.
  ///
  /// @param rejectDuplicates TP-RD
  /// @param statusReport a report is wanted (TP-SRR)
  /// @param replyPath TP-RP
  /// @param reference TP-MR; modems put in their own
  /// @param protocolId TP-PID, any octet
  record Submit(
      boolean rejectDuplicates,
      boolean statusReport,
      boolean replyPath,
      int reference,
      Address destination,
      int protocolId,
      DataCoding coding,
      Validity validity,
      UserData data)
      implements Tpdu {
    public Submit {
      requireNonNull(destination, "destination");
      requireNonNull(coding, "coding");
      requireNonNull(validity, "validity");
      requireNonNull(data, "data");
      Flags.octet(reference, "reference");
      Flags.octet(protocolId, "protocol id");
    }

    /// A plain message.
    public static Submit of(
        Address destination, boolean statusReport, Validity validity, SmsText.Part part) {
      return new Submit(
          false, statusReport, false, 0, destination, 0, part.coding(), validity, part.data());
    }

    private static Submit read(int first, OctetReader in) throws TpduException {
      int reference = in.octet("reference");
      Address destination = Address.read(in, "destination");
      int protocolId = in.octet("protocol id");
      DataCoding coding = new DataCoding(in.octet("data coding"));
      Validity validity = Validity.read(in, (first >> 3) & 3);
      UserData data = UserData.read(in, coding, Flags.has(first, Flags.HEADER));
      return new Submit(
          Flags.has(first, 0x04),
          Flags.has(first, 0x20),
          Flags.has(first, 0x80),
          reference,
          destination,
          protocolId,
          coding,
          validity,
          data);
    }

    @Override
    public byte[] encode() {
      OctetWriter out = new OctetWriter();
      out.write(
          0x01
              | Flags.bit(rejectDuplicates, 0x04)
              | validity.format() << 3
              | Flags.bit(statusReport, 0x20)
              | Flags.bit(!data.header().isEmpty(), Flags.HEADER)
              | Flags.bit(replyPath, 0x80));
      out.write(reference);
      destination.write(out);
      out.write(protocolId);
      out.write(coding.octet());
      validity.write(out);
      data.write(out);
      return out.toByteArray();
    }
  }

  /// Service centre to phone: what became of a message – §9.2.2.3.
  ///
  /// @param moreMessages others wait (TP-MMS bit clear)
  /// @param loopPrevention TP-LP
  /// @param ofCommand it is about an SMS-COMMAND, not an SMS-SUBMIT (TP-SRQ)
  /// @param reference TP-MR of the SMS-SUBMIT
  /// @param time when the service centre got it
  /// @param discharge when it was delivered, or last tried
  /// @param status TP-ST, any octet, see [#delivery]
  record StatusReport(
      boolean moreMessages,
      boolean loopPrevention,
      boolean ofCommand,
      int reference,
      Address recipient,
      SmscTime time,
      SmscTime discharge,
      int status,
      Parameters parameters)
      implements Tpdu {
    public StatusReport {
      requireNonNull(recipient, "recipient");
      requireNonNull(time, "time");
      requireNonNull(discharge, "discharge");
      requireNonNull(parameters, "parameters");
      Flags.octet(reference, "reference");
      Flags.octet(status, "status");
    }

    /// A report on an SMS-SUBMIT, without optional parameters.
    public StatusReport(
        boolean moreMessages,
        int reference,
        Address recipient,
        SmscTime time,
        SmscTime discharge,
        int status) {
      this(
          moreMessages,
          false,
          false,
          reference,
          recipient,
          time,
          discharge,
          status,
          Parameters.NONE);
    }

    private static StatusReport read(int first, OctetReader in) throws TpduException {
      int reference = in.octet("reference");
      Address recipient = Address.read(in, "recipient");
      SmscTime time = SmscTime.read(in, "service centre time");
      SmscTime discharge = SmscTime.read(in, "discharge time");
      int status = in.octet("status");
      Parameters parameters =
          Parameters.read(Parameters.indicator(in), in, Flags.has(first, Flags.HEADER));
      return new StatusReport(
          !Flags.has(first, 0x04),
          Flags.has(first, 0x08),
          Flags.has(first, 0x20),
          reference,
          recipient,
          time,
          discharge,
          status,
          parameters);
    }

    /// TP-ST in one word – §9.2.3.15.
    public Delivery delivery() {
      return switch (status >> 5) {
        case 0 -> Delivery.DELIVERED;
        case 1 -> Delivery.TRYING;
        case 2 -> Delivery.FAILED;
        case 3 -> Delivery.GIVEN_UP;
        default -> Delivery.FAILED;
      };
    }

    @Override
    public byte[] encode() {
      OctetWriter out = new OctetWriter();
      out.write(
          0x02
              | Flags.bit(!moreMessages, 0x04)
              | Flags.bit(loopPrevention, 0x08)
              | Flags.bit(ofCommand, 0x20)
              | Flags.bit(parameters.hasHeader(), Flags.HEADER));
      out.write(reference);
      recipient.write(out);
      time.write(out);
      discharge.write(out);
      out.write(status);
      parameters.writeIndicator(out);
      parameters.write(out);
      return out.toByteArray();
    }
  }

  /// What became of a message.
  enum Delivery {
    /// It got there (0x00 … 0x1F).
    DELIVERED,
    /// Not yet; the service centre goes on trying (0x20 … 0x3F).
    TRYING,
    /// It will not get there (0x40 … 0x5F).
    FAILED,
    /// A temporary error, and the service centre tries no more (0x60 … 0x7F).
    GIVEN_UP
  }
}
