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

  /// Something happened that is no matter of its calls: a message, USSD, recovery, a note.
  void told(LineRunner line, LineEvent event);

  /// Its status as others are to see it.
  LineStatus seen(LineRunner line, LineStatus status);
}
