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

  /// Hang up the call that is being released.
  ///
  /// @param index the modem's number for it, 0 when unknown
  record HangUp(int index, Cause cause) implements CallEffect {}

  /// AT+CHLD=0: user determined user busy for the waiting call.
  record RefuseWaiting() implements CallEffect {}

  /// A party came, or is heard, or was put on hold.
  record ReportParty(int call, Party party) implements CallEffect {}

  /// A party is gone while the call goes on.
  record ReportLeft(int call, Party party, Cause cause) implements CallEffect {}

  /// AT+CHLD=2: hold the call and answer who waits.
  record TakeWaiting(int party) implements CallEffect {}

  /// The party was greeted: after a moment hold it and take the other one back.
  record HoldAgain(int party) implements CallEffect {}

  /// Nobody is heard any more and somebody is on hold: see whether the modem takes it back by
  /// itself, else do.
  record TakeBack() implements CallEffect {}

  /// AT+CLCC, at once: something ended, and it is not known what.
  record AskRows() implements CallEffect {}
}
