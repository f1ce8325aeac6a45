package io.patchbay.driver.gsm.call;

import io.patchbay.line.Cause;

/// What the line's one call is doing.
public sealed interface CallState {
  /// No call.
  record Idle() implements CallState {}

  /// The modem rings; not yet reported, the caller's number is still awaited.
  record Announced(int call, int index) implements CallState {}

  /// A call that the line's commander knows of, and that the modem has a number for.
  sealed interface Live extends CallState {
    /// The modem's number for the call, 0 while unknown.
    int index();

    /// The same, now that the modem's number is known.
    Live at(int index);
  }

  /// A call of ours that is not through yet.
  sealed interface Outgoing extends Live {}

  /// A call for us that is not through yet.
  sealed interface Incoming extends Live {}

  /// ATD was sent; nothing is known of the far end.
  record Dialling(int call, int index) implements Outgoing {
    @Override
    public Dialling at(int known) {
      return new Dialling(call, known);
    }
  }

  /// The far end rings.
  record Alerting(int call, int index) implements Outgoing {
    @Override
    public Alerting at(int known) {
      return new Alerting(call, known);
    }
  }

  /// The modem rings, and the line reported it.
  record Offered(int call, int index) implements Incoming {
    @Override
    public Offered at(int known) {
      return new Offered(call, known);
    }
  }

  /// ATA was sent.
  record Answering(int call, int index) implements Incoming {
    @Override
    public Answering at(int known) {
      return new Answering(call, known);
    }
  }

  /// Talking.
  record Active(int call, int index) implements Live {
    @Override
    public Active at(int known) {
      return new Active(call, known);
    }
  }

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
