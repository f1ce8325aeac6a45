package io.patchbay.driver.gsm.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// How a family says how many attempts are left for the PIN.
///
/// @param question the command line
/// @param field which field of the answer, from 0; with a word for the code in field 0 only lines
///   that are about the first PIN count
public record PinAttempts(String question, int field) {
  public PinAttempts {
    requireNonNull(question, "question");
  }

  /// From the answer's lines.
  ///
  /// @return negative when it does not say
  public int left(List<String> lines) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      String[] fields = line.substring(colon + 1).replace("\"", "").split(",", -1);
      String code = fields[0].strip();
      boolean first = code.matches("[0-9]*|SC|SIM PIN");
      String value = colon < 0 || fields.length <= field ? "" : fields[field].strip();
      if (first && value.matches("[0-9]{1,2}")) {
        return Integer.parseInt(value);
      }
    }
    return -1;
  }
}
