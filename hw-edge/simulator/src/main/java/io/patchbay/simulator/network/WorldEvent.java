package io.patchbay.simulator.network;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cause;
import java.time.Instant;
import java.util.Optional;

/// Something that happened in the world.
///
/// @param sequence 1, 2, 3 … in the order of happening
/// @param subject whose event: `gsm-1`, `fxs-1`, `+8613800000001`
/// @param call the call's number in the network, 0 when there is none
/// @param peer the other side's number; may be empty
/// @param detail more, in words or digits; may be empty
/// @param causeValue Q.850 with [Kind#RELEASED], else 0
public record WorldEvent(
    long sequence,
    Instant at,
    String subject,
    Kind kind,
    int call,
    String peer,
    String detail,
    int causeValue) {
  public WorldEvent {
    requireNonNull(at, "at");
    requireNonNull(subject, "subject");
    requireNonNull(kind, "kind");
    requireNonNull(peer, "peer");
    requireNonNull(detail, "detail");
  }

  /// The cause of a release.
  public Optional<Cause> cause() {
    return causeValue == 0 ? Optional.empty() : Optional.of(Cause.of(causeValue));
  }

  /// What happened.
  public enum Kind {
    /// The subject placed a call.
    CALL_PLACED,
    /// A call rings at the subject.
    RINGING,
    /// The subject's call rings at the far end.
    ALERTING,
    /// The subject's call was answered, by it or for it.
    ANSWERED,
    /// The subject's call is over.
    RELEASED,
    /// The subject heard a DTMF digit.
    DTMF,
    SMS_RECEIVED,
    /// A modem sent a message; the detail is the PDU it was given, in hexadecimal digits.
    SMS_SENT,
    SMS_REPORT,
    USSD,
    /// The network was told how to forward the subject's calls.
    FORWARDING,
    /// The network forwards a call to the subject; the peer is where it goes on.
    FORWARDED,
    /// A telephone or an exchange line's loop was lifted.
    OFF_HOOK,
    ON_HOOK,
    FLASH,
    /// A telephone or an exchange line began to ring.
    RING,
    RING_STOPPED,
    CALLER_ID,
    /// An exchange line collected a number.
    DIALLED,
    /// A driver connected to the port, or opened it.
    CONNECTED,
    DISCONNECTED,
    /// A modem's condition changed: registered, searching, …
    STATE,
    FAULT;

    /// In lower case with dashes.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
