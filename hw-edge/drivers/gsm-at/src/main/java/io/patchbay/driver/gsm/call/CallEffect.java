package io.patchbay.driver.gsm.call;

import io.patchbay.line.Cause;

/// What is to be done about it.
public sealed interface CallEffect {
  record ReportOffered(int call, String number) implements CallEffect {}

  record ReportAlerting(int call) implements CallEffect {}

  record ReportAnswered(int call) implements CallEffect {}

  record ReportReleased(int call, Cause cause) implements CallEffect {}

  /// Wait a moment for +CLIP.
  record AwaitCaller(int call) implements CallEffect {}

  /// AT+CEER.
  record AskCause() implements CallEffect {}

  /// Hang up a call that nobody here knows of.
  record HangUpStray() implements CallEffect {}

  /// AT+CHLD=0: user determined user busy for the waiting call.
  record RefuseWaiting() implements CallEffect {}
}
