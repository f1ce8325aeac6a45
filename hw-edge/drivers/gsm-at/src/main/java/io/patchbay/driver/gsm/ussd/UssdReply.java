package io.patchbay.driver.gsm.ussd;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.at.AtFields;

/// `+CUSD: <m>[,<str>,<dcs>]`.
///
/// @param open the network waits for an answer (`<m>` 1)
public record UssdReply(String text, boolean open) {
  public UssdReply {
    requireNonNull(text, "text");
  }

  public static UssdReply parse(String line) {
    AtFields fields = AtFields.of(line);
    return new UssdReply(
        UssdText.decode(fields.text(1), fields.number(2, -1)), fields.number(0, 2) == 1);
  }

  /// Whether a text can be put between quotes: printable, up to 182 characters – TS 22.090.
  public static boolean sendable(String text) {
    return !text.isEmpty()
        && text.length() <= 182
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '"');
  }
}
