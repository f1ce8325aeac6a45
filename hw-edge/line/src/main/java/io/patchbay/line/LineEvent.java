package io.patchbay.line;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a line reports. Every event carries the wall time at which the driver saw it.
public sealed interface LineEvent {
  Instant at();

  /// The line's condition changed.
  record StatusChanged(Instant at, LineStatus status) implements LineEvent {
    public StatusChanged {
      requireNonNull(at, "at");
      requireNonNull(status, "status");
    }
  }

  /// SIM: a call is offered (RING / +CLIP). FXO: the line rings; a second event with the same call
  /// and the caller's number may follow when caller ID has been decoded.
  ///
  /// @param call the driver's number for the call; > 0, unique on the line while the line is open
  /// @param callerNumber empty when withheld or unknown
  record CallOffered(Instant at, int call, String callerNumber, String callerName)
      implements LineEvent {
    public CallOffered {
      requireNonNull(at, "at");
      requireNonNull(callerNumber, "callerNumber");
      requireNonNull(callerName, "callerName");
    }
  }

  /// SIM: the far end is being alerted (ringing).
  record CallAlerting(Instant at, int call) implements LineEvent {
    public CallAlerting {
      requireNonNull(at, "at");
    }
  }

  /// SIM: there is in-band audio from the network before the answer.
  record CallProgress(Instant at, int call) implements LineEvent {
    public CallProgress {
      requireNonNull(at, "at");
    }
  }

  /// SIM: the call is through: the far end answered, or our answer was accepted.
  record CallAnswered(Instant at, int call) implements LineEvent {
    public CallAnswered {
      requireNonNull(at, "at");
    }
  }

  /// The call is over: the far end or the network released it, ringing stopped, or our release was
  /// done.
  record CallReleased(Instant at, int call, Cause cause) implements LineEvent {
    public CallReleased {
      requireNonNull(at, "at");
      requireNonNull(cause, "cause");
    }
  }

  /// SIM: a further mobile call waits while `call` is up, or one of those that `call` consists of
  /// is heard now, or was put on hold. `call` goes on whatever its parties do, until the last is
  /// gone.
  ///
  /// @param party the driver's number for the mobile call; equal to `call` for the first, unique on
  ///   the line otherwise
  /// @param number of the party, empty when unknown
  record PartyChanged(Instant at, int call, int party, String number, Standing standing)
      implements LineEvent {
    public PartyChanged {
      requireNonNull(at, "at");
      requireNonNull(number, "number");
      requireNonNull(standing, "standing");
    }
  }

  /// SIM: one of several mobile calls is over, and `call` goes on.
  record PartyLeft(Instant at, int call, int party, Cause cause) implements LineEvent {
    public PartyLeft {
      requireNonNull(at, "at");
      requireNonNull(cause, "cause");
    }
  }

  /// The hardware's own detector heard a DTMF digit of the far end (e.g. +QTONEDET).
  record DtmfReceived(Instant at, int call, char digit) implements LineEvent {
    public DtmfReceived {
      requireNonNull(at, "at");
    }
  }

  /// FXS: the phone went off hook (answering if it rang, else seizing).
  record OffHook(Instant at) implements LineEvent {
    public OffHook {
      requireNonNull(at, "at");
    }
  }

  /// FXS: the phone went on hook and stayed there.
  record OnHook(Instant at) implements LineEvent {
    public OnHook {
      requireNonNull(at, "at");
    }
  }

  /// FXS: a hook flash within the configured window.
  record HookFlash(Instant at, Duration open) implements LineEvent {
    public HookFlash {
      requireNonNull(at, "at");
      requireNonNull(open, "open");
    }
  }

  /// FXS: a digit dialled by loop pulses.
  record PulseDigit(Instant at, char digit) implements LineEvent {
    public PulseDigit {
      requireNonNull(at, "at");
    }
  }

  /// FXO: the loop's polarity reversed (answer or release supervision).
  record PolarityReversed(Instant at) implements LineEvent {
    public PolarityReversed {
      requireNonNull(at, "at");
    }
  }

  /// FXO: the exchange interrupted the loop current (release supervision, GR-506 OSI).
  record LoopCurrentLost(Instant at) implements LineEvent {
    public LoopCurrentLost {
      requireNonNull(at, "at");
    }
  }

  /// SIM: a short message came; it stays in the hardware until [LineCommand.DeleteSms].
  ///
  /// @param handle names it in the hardware, e.g. `SM:7`; the same until deleted
  /// @param pdu SMSC octets and TPDU as the modem gave them
  record SmsReceived(Instant at, String handle, byte[] pdu) implements LineEvent {
    public SmsReceived {
      requireNonNull(at, "at");
      requireNonNull(handle, "handle");
      pdu = pdu.clone();
    }

    @Override
    public byte[] pdu() {
      return pdu.clone();
    }
  }

  /// SIM: a status report (SMS-STATUS-REPORT) came; kept like a message.
  record SmsReportReceived(Instant at, String handle, byte[] pdu) implements LineEvent {
    public SmsReportReceived {
      requireNonNull(at, "at");
      requireNonNull(handle, "handle");
      pdu = pdu.clone();
    }

    @Override
    public byte[] pdu() {
      return pdu.clone();
    }
  }

  /// SIM: what happened in a USSD dialogue.
  ///
  /// @param session as in [LineCommand.SendUssd]; `network-…` when the network began it
  /// @param text from the network; may be empty
  record UssdReceived(Instant at, String session, String text, UssdState state)
      implements LineEvent {
    public UssdReceived {
      requireNonNull(at, "at");
      requireNonNull(session, "session");
      requireNonNull(text, "text");
      requireNonNull(state, "state");
    }
  }

  /// The line did something of its own accord that somebody may have to account for.
  ///
  /// @param action in a word or two with dashes: `cell-lock`
  record Noted(Instant at, String action, String detail) implements LineEvent {
    public Noted {
      requireNonNull(at, "at");
      requireNonNull(action, "action");
      requireNonNull(detail, "detail");
    }
  }

  /// The line's hardware fails, and something is done about it.
  ///
  /// @param trouble what is wrong, in lower case with dashes, e.g. `no-answer`
  /// @param step what is done, e.g. `reset`; `waiting` for the end of a call, `parked` when nothing
  ///   helped
  record Recovering(Instant at, String trouble, String step) implements LineEvent {
    public Recovering {
      requireNonNull(at, "at");
      requireNonNull(trouble, "trouble");
      requireNonNull(step, "step");
    }
  }

  /// The line's hardware is back.
  ///
  /// @param step what was done last
  /// @param took since it began to fail
  record Recovered(Instant at, String trouble, String step, Duration took) implements LineEvent {
    public Recovered {
      requireNonNull(at, "at");
      requireNonNull(trouble, "trouble");
      requireNonNull(step, "step");
      requireNonNull(took, "took");
    }
  }

  /// The one answer to a command.
  record CommandDone(Instant at, long command, Outcome outcome) implements LineEvent {
    public CommandDone {
      requireNonNull(at, "at");
      requireNonNull(outcome, "outcome");
    }
  }

  /// How a command ended.
  sealed interface Outcome {
    /// Done.
    ///
    /// @param value what the command yields: TP-MR of a message; else empty
    record Accepted(String value) implements Outcome {
      public Accepted {
        requireNonNull(value, "value");
      }
    }

    /// Done: the base stations that are heard, the serving one first, then the strongest.
    record Surveyed(List<Cell> cells) implements Outcome {
      public Surveyed {
        cells = List.copyOf(cells);
      }
    }

    /// What the network says of call forwarding.
    ///
    /// @param forwards one for each reason asked for
    record Forwards(List<Forward> forwards) implements Outcome {
      public Forwards {
        forwards = List.copyOf(forwards);
      }
    }

    /// Not done.
    ///
    /// @param reason names the value, e.g. `line gsm-2: no SIM (+CME ERROR: 10)`
    record Refused(Refusal kind, String reason) implements Outcome {
      public Refused {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
      }
    }
  }

  /// What a party of a call is doing.
  enum Standing {
    /// It rings and is not answered.
    WAITING,
    /// It hears the call, and the call hears it.
    HEARD,
    /// It is on hold.
    HELD
  }

  /// What the commander can do about a refusal.
  enum Refusal {
    /// The command does not fit the line or is malformed: fix it.
    INVALID,
    /// The line is in use: choose another.
    BUSY,
    /// Hardware or network cannot now: retry later or elsewhere.
    UNAVAILABLE,
    /// No answer in time: it may or may not have happened.
    TIMED_OUT,
    /// The network refused for good (e.g. CMS ERROR 38 is temporary, 21 is not).
    REJECTED
  }
}
