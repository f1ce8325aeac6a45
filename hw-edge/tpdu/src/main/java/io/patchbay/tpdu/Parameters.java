package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/// The optional end of a report, announced by TP-PI – TS 23.040 §9.2.3.27.
///
/// @param indicator TP-PI without its extension bit; empty: the report ended before it
/// @param protocolId TP-PID, any octet
/// @param data TP-UD; empty: none
public record Parameters(
    OptionalInt indicator,
    OptionalInt protocolId,
    Optional<DataCoding> coding,
    Optional<UserData> data) {
  /// A report that ends before TP-PI.
  public static final Parameters NONE =
      new Parameters(OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

  private static final int PROTOCOL_ID = 0x01;
  private static final int CODING = 0x02;
  private static final int DATA = 0x04;
  private static final int MORE = 0x80;

  public Parameters {
    requireNonNull(indicator, "indicator");
    requireNonNull(protocolId, "protocolId");
    requireNonNull(coding, "coding");
    requireNonNull(data, "data");
  }

  /// Reads what the octets hold; parameters that are announced and do not come are absent, for some
  /// service centres pad their reports.
  ///
  /// @param indicator what [#indicator] gave
  static Parameters read(OptionalInt indicator, OctetReader in, boolean hasHeader)
      throws TpduException {
    int bits = indicator.orElse(0);
    OptionalInt protocolId = OptionalInt.empty();
    Optional<DataCoding> coding = Optional.empty();
    Optional<UserData> data = Optional.empty();
    if (Flags.has(bits, PROTOCOL_ID) && in.remaining() > 0) {
      protocolId = OptionalInt.of(in.octet("protocol id"));
    }
    if (Flags.has(bits, CODING) && in.remaining() > 0) {
      coding = Optional.of(new DataCoding(in.octet("data coding")));
    }
    if (Flags.has(bits, DATA) && in.remaining() > 0) {
      data = Optional.of(UserData.read(in, coding.orElse(DataCoding.GSM7), hasHeader));
    }
    return new Parameters(indicator, protocolId, coding, data);
  }

  /// Reads TP-PI; octets that extend it announce nothing known.
  static OptionalInt indicator(OctetReader in) throws TpduException {
    if (in.remaining() == 0) {
      return OptionalInt.empty();
    }
    int first = in.octet("parameter indicator");
    int last = first;
    while (Flags.has(last, MORE) && in.remaining() > 0) {
      last = in.octet("parameter indicator");
    }
    return OptionalInt.of(first & ~MORE);
  }

  /// TP-UDHI of the report.
  boolean hasHeader() {
    return data.filter(content -> !content.header().isEmpty()).isPresent();
  }

  void writeIndicator(OctetWriter out) {
    indicator.ifPresent(out::write);
  }

  void write(OctetWriter out) {
    protocolId.ifPresent(out::write);
    coding.ifPresent(octet -> out.write(octet.octet()));
    data.ifPresent(content -> content.write(out));
  }
}
