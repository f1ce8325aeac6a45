package io.patchbay.sms.control;

import io.patchbay.contract.Fault;

/// The USSD of the SIM lines, behind the sip-trunk replicas. Thread-safe; calls block.
public interface UssdLines {
  /// Gives a line what is to be said to the network; returns when the modem took it.
  ///
  /// @param session names the dialogue
  /// @param waitMs for the dialogue under way on the line, and for the modem
  /// @throws Fault the line refuses, or cannot be reached
  void send(String line, String session, String commandId, String text, int waitMs);

  /// Ends a dialogue, or takes back one that waits.
  ///
  /// @throws Fault there is none of that name, or the line cannot be reached
  void cancel(String line, String session, String commandId);
}
