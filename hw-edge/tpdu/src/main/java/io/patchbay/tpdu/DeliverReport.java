package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/// Phone to service centre: whether it took an SMS-DELIVER – TS 23.040 §9.2.2.1a.
///
/// @param failure TP-FCS, why not; empty: it was taken
public record DeliverReport(OptionalInt failure, Parameters parameters) implements Tpdu {
  public DeliverReport {
    requireNonNull(failure, "failure");
    requireNonNull(parameters, "parameters");
  }

  static DeliverReport read(int first, OctetReader in) throws TpduException {
    OptionalInt failure = Failure.read(in);
    OptionalInt indicator = Parameters.indicator(in);
    return new DeliverReport(
        failure, Parameters.read(indicator, in, Flags.has(first, Flags.HEADER)));
  }

  @Override
  public byte[] encode() {
    OctetWriter out = new OctetWriter();
    out.write(Flags.bit(parameters.hasHeader(), Flags.HEADER));
    failure.ifPresent(out::write);
    parameters.writeIndicator(out);
    parameters.write(out);
    return out.toByteArray();
  }
}
