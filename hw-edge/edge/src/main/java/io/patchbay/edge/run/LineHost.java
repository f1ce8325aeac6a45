package io.patchbay.edge.run;

import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineStatus;

/// What a line tells the desk. On the mailbox thread.
interface LineHost {
  /// Something happened to the leg on the line.
  void report(LineRunner line, LegEvent event);

  /// Its condition, or who uses it, changed.
  void statusChanged(LineRunner line);

  /// A command of the trunk is done or refused.
  void finished(String commandId, Outcome outcome);

  /// A message is stored in the hardware.
  void message(LineRunner line, LineEvent.SmsReceived message);

  /// A status report is stored in the hardware.
  void report(LineRunner line, LineEvent.SmsReportReceived report);

  /// It did something for the audit trail.
  void noted(LineRunner line, LineEvent.Noted noted);

  void ussd(LineRunner line, LineEvent.UssdReceived ussd);

  /// Its status as others are to see it.
  LineStatus seen(LineRunner line, LineStatus status);

  /// What heals lines is told.
  RecoveryListener recovery();
}
