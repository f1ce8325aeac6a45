package io.patchbay.tpdu;

import io.patchbay.tpdu.Tpdu.Reading;

/// Whether octets look like the TPDU they were read as: all of it there, nothing left, no value
/// that is reserved where the standard leaves little choice.
final class Plausibility {
  private static final int KNOWN_PARAMETERS = 0x07;

  private Plausibility() {}

  static boolean of(Reading reading) {
    return reading.rest().length() == 0
        && switch (reading.tpdu()) {
          case Tpdu.Deliver message -> exists(message.time()) && whole(message.data());
          case Tpdu.Submit message -> whole(message.data());
          case Tpdu.StatusReport report -> exists(report.time()) && known(report.parameters());
          case SubmitReport report -> exists(report.time()) && known(report.parameters());
          case DeliverReport report -> known(report.parameters());
          case Command command ->
              !command.truncated() && (command.type() <= 3 || command.type() >= 0xE0);
        };
  }

  private static boolean exists(SmscTime time) {
    return time.time().isPresent();
  }

  private static boolean whole(UserData data) {
    return data.defect().isEmpty();
  }

  private static boolean known(Parameters parameters) {
    return parameters.indicator().orElse(0) <= KNOWN_PARAMETERS
        && parameters.data().filter(data -> !whole(data)).isEmpty();
  }
}
