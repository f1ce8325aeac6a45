package io.patchbay.driver.gsm.ussd;

import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.UssdState;
import java.time.Duration;

/// What is to be done about it.
public sealed interface UssdEffect {
  /// AT+CUSD=1 for a command.
  record Submit(UssdInput.Send send) implements UssdEffect {}

  /// AT+CUSD=2.
  record End() implements UssdEffect {}

  record Report(String session, String text, UssdState state) implements UssdEffect {}

  record Accept(long command) implements UssdEffect {}

  record Refuse(long command, Refusal kind, String reason) implements UssdEffect {}

  /// Only the timer armed last counts.
  record Arm(long timer, Duration after) implements UssdEffect {}
}
