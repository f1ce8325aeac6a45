package io.patchbay.driver.gsm.ussd;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.line.UssdState;

/// `+CUSD: <m>[,<str>,<dcs>]`.
public record UssdReply(String text, UssdState state) {
  public UssdReply {
    requireNonNull(text, "text");
    requireNonNull(state, "state");
  }

  public static UssdReply parse(String line) {
    AtFields fields = AtFields.of(line);
    return new UssdReply(
        UssdText.decode(fields.text(1), fields.number(2, -1)), state(fields.number(0, 2)));
  }

  private static UssdState state(int mode) {
    return switch (mode) {
      case 0 -> UssdState.DONE;
      case 1 -> UssdState.ANSWER_WANTED;
      case 3 -> UssdState.ANSWERED_ELSEWHERE;
      case 4 -> UssdState.NOT_SUPPORTED;
      case 5 -> UssdState.NETWORK_TIMED_OUT;
      default -> UssdState.TERMINATED;
    };
  }
}
