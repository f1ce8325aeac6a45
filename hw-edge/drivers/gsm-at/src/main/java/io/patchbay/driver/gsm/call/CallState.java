package io.patchbay.driver.gsm.call;

import io.patchbay.line.Cause;

/// What the line's one call is doing. `index` is the modem's number for it, 0 while unknown.
public sealed interface CallState {
  /// No call.
  record Idle() implements CallState {}

  /// ATD was sent; nothing is known of the far end.
  record Dialling(int call, int index) implements CallState {}

  /// The far end rings.
  record Alerting(int call, int index) implements CallState {}

  /// The modem rings; not yet reported, the caller's number is still awaited.
  record Announced(int call, int index) implements CallState {}

  /// The modem rings, and the line reported it.
  record Offered(int call, int index) implements CallState {}

  /// ATA was sent.
  record Answering(int call, int index) implements CallState {}

  /// Talking.
  record Active(int call, int index) implements CallState {}

  /// We hang up, and report this cause then.
  record Releasing(int call, Cause cause) implements CallState {}

  /// It is over; the modem is being asked why.
  ///
  /// @param otherwise the cause when the modem does not know
  record Ended(int call, Cause otherwise) implements CallState {}

  /// The line's number for the call, 0 when there is none.
  default int call() {
    return 0;
  }
}
