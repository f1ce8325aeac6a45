package io.patchbay.driver.gsm.profile;

import static java.util.Objects.requireNonNull;

/// How a family tells its temperature.
///
/// @param question e.g. `AT+QTEMP`; empty: it does not
/// @param field of the answer that holds it, from 0
/// @param parts of a degree Celsius in the answer's unit: 1 or 10
public record Thermometer(String question, int field, int parts) {
  public static final Thermometer NONE = new Thermometer("", 0, 1);

  public Thermometer {
    requireNonNull(question, "question");
  }
}
