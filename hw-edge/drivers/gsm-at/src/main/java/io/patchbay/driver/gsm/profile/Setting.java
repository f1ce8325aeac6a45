package io.patchbay.driver.gsm.profile;

import static java.util.Objects.requireNonNull;

/// One setting of a modem; a modem that rejects it does without.
///
/// @param command the line that sets it, e.g. `AT+QTONEDET=1`
/// @param asked whether `=?` is asked first
/// @param offering what the answer to `=?` must contain; empty: anything
public record Setting(String command, boolean asked, String offering) {
  public Setting {
    requireNonNull(command, "command");
    requireNonNull(offering, "offering");
    if (asked && command.indexOf('=') < 0) {
      throw new IllegalArgumentException("cannot be asked for: " + command);
    }
  }

  /// Set without asking: the modem's answer to the setting itself tells enough.
  public static Setting of(String command) {
    return new Setting(command, false, "");
  }

  /// Set when the modem answers `=?` with OK.
  public static Setting asked(String command) {
    return new Setting(command, true, "");
  }

  /// Set when the modem's answer to `=?` contains the word.
  public static Setting offering(String word, String command) {
    return new Setting(command, true, word);
  }

  /// The question, e.g. `AT+QTONEDET=?`.
  public String question() {
    return command.substring(0, command.indexOf('=')) + "=?";
  }
}
