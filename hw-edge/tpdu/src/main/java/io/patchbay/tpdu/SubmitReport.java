package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/// Service centre to phone: whether it took an SMS-SUBMIT – TS 23.040 §9.2.2.2a.
///
/// @param failure TP-FCS, why not; empty: it was taken
/// @param time when the service centre got the SMS-SUBMIT
public record SubmitReport(OptionalInt failure, SmscTime time, Parameters parameters)
    implements Tpdu {
  public SubmitReport {
    requireNonNull(failure, "failure");
    requireNonNull(time, "time");
    requireNonNull(parameters, "parameters");
  }

  static SubmitReport read(int first, OctetReader in) throws TpduException {
    OptionalInt failure = Failure.read(in);
    OptionalInt indicator = Parameters.indicator(in);
    SmscTime time = SmscTime.read(in, "service centre time");
    return new SubmitReport(
        failure, time, Parameters.read(indicator, in, Flags.has(first, Flags.HEADER)));
  }

  @Override
  public byte[] encode() {
    OctetWriter out = new OctetWriter();
    out.write(0x01 | Flags.bit(parameters.hasHeader(), Flags.HEADER));
    failure.ifPresent(out::write);
    parameters.writeIndicator(out);
    time.write(out);
    parameters.write(out);
    return out.toByteArray();
  }
}
