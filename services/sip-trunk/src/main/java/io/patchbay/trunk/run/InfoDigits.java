package io.patchbay.trunk.run;

import java.util.Locale;

/// The digit of an INFO, as telephones and gateways write it.
final class InfoDigits {
  private InfoDigits() {}

  /// `Signal=5` of application/dtmf-relay, the digit or event code alone of application/dtmf, and
  /// application/hook-flash.
  ///
  /// @return `0`-`9`, `*`, `#`, `A`-`D`, `!` for flash; empty: none
  static String read(String contentType, String body) {
    String signal =
        switch (contentType) {
          case "application/dtmf-relay" ->
              body.lines()
                  .filter(line -> line.strip().toLowerCase(Locale.ROOT).startsWith("signal"))
                  .map(line -> line.substring(line.indexOf('=') + 1).strip())
                  .findFirst()
                  .orElse("");
          case "application/dtmf" -> body.strip();
          case "application/hook-flash" -> "!";
          default -> "";
        };
    String digit =
        switch (signal.toUpperCase(Locale.ROOT)) {
          case "10" -> "*";
          case "11" -> "#";
          case "12" -> "A";
          case "13" -> "B";
          case "14" -> "C";
          case "15" -> "D";
          case "16", "FLASH", "HF" -> "!";
          default -> signal.toUpperCase(Locale.ROOT);
        };
    return digit.matches("[0-9A-D*#!]") ? digit : "";
  }
}
