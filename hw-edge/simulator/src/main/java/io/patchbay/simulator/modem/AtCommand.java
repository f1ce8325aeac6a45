package io.patchbay.simulator.modem;

import java.util.ArrayList;
import java.util.List;

/// One command of a command line – ITU-T V.250 §5.
///
/// @param name upper case, e.g. `+CREG`, `D`, `&F`
/// @param arguments raw text behind `=`, `D` or a basic command's letter
record AtCommand(String name, Kind kind, String arguments) {
  enum Kind {
    /// `AT+CSQ`
    EXECUTE,
    /// `AT+CREG=2`
    SET,
    /// `AT+CREG?`
    READ,
    /// `AT+CREG=?`
    TEST
  }

  /// The arguments, split at commas outside quotes, quotes removed.
  List<String> list() {
    List<String> result = new ArrayList<>();
    StringBuilder one = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        result.add(one.toString().strip());
        one.setLength(0);
      } else {
        one.append(c);
      }
    }
    result.add(one.toString().strip());
    return result;
  }

  /// The argument at this place, empty when left out.
  String text(int index) {
    List<String> list = list();
    return index < list.size() ? list.get(index) : "";
  }

  /// The number at this place.
  ///
  /// @param absent when left out
  /// @return −1 when it is no number of at most six digits
  int number(int index, int absent) {
    String text = text(index);
    if (text.isEmpty()) {
      return absent;
    }
    boolean digits = text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : -1;
  }

  /// True when the number at this place, or `absent`, is in the range.
  boolean within(int index, int absent, int least, int most) {
    int number = number(index, absent);
    return number >= least && number <= most;
  }
}
