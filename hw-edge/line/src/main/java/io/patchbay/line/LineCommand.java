package io.patchbay.line;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/// What a line can be told to do. Each has an id of the commander's choice and is answered by
/// exactly one [LineEvent.CommandDone].
public sealed interface LineCommand {
  /// Unique on this line for as long as the line is open.
  long id();

  /// SIM: places a voice call. Done when the modem took the dialling string; progress follows as
  /// events.
  ///
  /// @param call the commander's number for the call, repeated in its events; > 0
  /// @param number digits, may start with `+`; may contain `*` and `#`
  /// @param presentation whether the own number is shown (TS 27.007 §7.7 CLIR)
  /// @param emergency placed also without registration or SIM card, if the hardware takes it (TS
  ///   22.101 §10.1.1)
  record Dial(long id, int call, String number, Presentation presentation, boolean emergency)
      implements LineCommand {
    public Dial {
      requireNonNull(number, "number");
      requireNonNull(presentation, "presentation");
    }

    /// A call that is no emergency.
    public Dial(long id, int call, String number, Presentation presentation) {
      this(id, call, number, presentation, false);
    }
  }

  /// SIM, FXO: answers the call that is being offered.
  record Answer(long id, int call) implements LineCommand {}

  /// Ends the call, whatever its state; on FXO goes on hook, on FXS it only stops ringing (the
  /// phone hangs up by itself).
  record Release(long id, int call, Cause cause) implements LineCommand {
    public Release {
      requireNonNull(cause, "cause");
    }
  }

  /// Sends DTMF outside the audio path: AT+VTS on a SIM line. Analogue lines refuse it (tones go in
  /// band).
  ///
  /// @param digits of `0-9A-D*#`
  record SendDtmf(long id, int call, String digits, Duration tone) implements LineCommand {
    public SendDtmf {
      requireNonNull(digits, "digits");
      requireNonNull(tone, "tone");
    }
  }

  /// SIM: does something about the mobile calls that an answered call consists of: the one that is
  /// heard, one on hold, one that waits. Done when the modem did it; [LineEvent.PartyChanged] and
  /// [LineEvent.PartyLeft] tell what came of it.
  ///
  /// @param call 0: whichever the line has
  record Hold(long id, int call, HoldAction action) implements LineCommand {
    public Hold {
      requireNonNull(action, "action");
    }
  }

  /// FXS: rings the phone until [StopRing], off-hook or [Release].
  ///
  /// @param call the commander's number for the call
  /// @param cadence on/off pairs in milliseconds, e.g. `2000/4000`
  /// @param callerNumber shown between the first rings; empty: not available
  /// @param callerName shown between the first rings; may be empty
  record Ring(long id, int call, String cadence, String callerNumber, String callerName)
      implements LineCommand {
    public Ring {
      requireNonNull(cadence, "cadence");
      requireNonNull(callerNumber, "callerNumber");
      requireNonNull(callerName, "callerName");
    }
  }

  /// FXS: stops ringing.
  record StopRing(long id) implements LineCommand {}

  /// FXO: loops the line (off hook) to dial or answer. Digits are then sent in band by the
  /// commander.
  record OffHook(long id) implements LineCommand {}

  /// FXO: opens the loop (on hook).
  record OnHook(long id) implements LineCommand {}

  /// FXO: a calibrated opening of the loop (hook flash).
  record Flash(long id, Duration open) implements LineCommand {
    public Flash {
      requireNonNull(open, "open");
    }
  }

  /// SIM: sends one short message TPDU. Done carries the message reference (TP-MR) or the CMS
  /// error.
  ///
  /// @param smsc the service centre address, empty: the SIM's own
  /// @param tpdu SMS-SUBMIT of TS 23.040 without the SMSC octets
  record SendSms(long id, String smsc, byte[] tpdu) implements LineCommand {
    public SendSms {
      requireNonNull(smsc, "smsc");
      tpdu = tpdu.clone();
    }

    @Override
    public byte[] tpdu() {
      return tpdu.clone();
    }
  }

  /// SIM: the received message or report is safe elsewhere; delete it from the hardware.
  ///
  /// @param handle from [LineEvent.SmsReceived] or [LineEvent.SmsReportReceived]
  record DeleteSms(long id, String handle) implements LineCommand {
    public DeleteSms {
      requireNonNull(handle, "handle");
    }
  }

  /// SIM: begins a USSD dialogue (TS 22.090), or answers in the one under way; done when the modem
  /// took it. What the network says comes as [LineEvent.UssdReceived].
  ///
  /// @param session of the commander's choice; one that is not under way waits until that has ended
  /// @param text printable ASCII without quotation marks, 1 to 182 characters
  record SendUssd(long id, String session, String text) implements LineCommand {
    public SendUssd {
      requireNonNull(session, "session");
      requireNonNull(text, "text");
    }
  }

  /// SIM: ends the USSD dialogue, or takes back the one that waits.
  record CancelUssd(long id, String session) implements LineCommand {
    public CancelUssd {
      requireNonNull(session, "session");
    }
  }

  /// SIM: asks for the base stations that are heard; done with [LineEvent.Outcome.Surveyed].
  record SurveyCells(long id) implements LineCommand {}

  /// SIM: asks the network how it forwards calls. Done with [LineEvent.Outcome.Forwards].
  ///
  /// @param duringCall also when a call is up and through; false: waits for its end
  record QueryForwarding(long id, List<Forward.Reason> reasons, boolean duringCall)
      implements LineCommand {
    public QueryForwarding {
      reasons = List.copyOf(reasons);
    }

    /// All four reasons, between calls.
    public static QueryForwarding all(long id) {
      return new QueryForwarding(id, List.of(Forward.Reason.values()), false);
    }
  }

  /// SIM: changes one reason, then asks the network what is in force for it. Done with
  /// [LineEvent.Outcome.Forwards] of that reason, whatever the network made of it.
  ///
  /// @param duringCall as in [QueryForwarding]
  record SetForwarding(long id, Forward wanted, boolean duringCall) implements LineCommand {
    public SetForwarding {
      requireNonNull(wanted, "wanted");
    }
  }

  /// SIM: tests the line's audio. With a number it is called, and what comes back of a tone said
  /// into the call is measured: the network echoes there. Done when the result is there; it is in
  /// the value, or in the refusal ([LineEvent.Refusal#REJECTED]).
  ///
  /// @param number empty: the configured one; without one only what costs nothing is looked at
  record TestAudio(long id, String number) implements LineCommand {
    public TestAudio {
      requireNonNull(number, "number");
    }
  }

  /// Module control: power, radio, reset.
  record Control(long id, ModuleAction action) implements LineCommand {
    public Control {
      requireNonNull(action, "action");
    }
  }

  /// CLIR of a single call.
  enum Presentation {
    /// As the subscription says.
    DEFAULT,
    ALLOWED,
    RESTRICTED
  }

  /// What can be done about the mobile calls of one call – TS 22.083, TS 22.084.
  enum HoldAction {
    /// Puts who is heard on hold.
    HOLD,
    /// Takes back who is on hold.
    RETRIEVE,
    /// Puts who is heard on hold, and takes back who was, or answers who waits.
    SWAP,
    /// All hear each other.
    JOIN,
    /// Hangs up who is heard; who is on hold is taken back.
    RELEASE_ACTIVE,
    /// Hangs up who is on hold.
    RELEASE_HELD,
    /// Tells who waits that the line is busy.
    REFUSE_WAITING
  }

  /// What can be done to the hardware as a whole.
  enum ModuleAction {
    RADIO_OFF,
    RADIO_ON,
    /// Starts the module anew.
    RESET,
    /// Switches the module off, the SIM too, so that it can be changed.
    MODULE_OFF,
    /// Switches it on and asks it everything anew.
    MODULE_ON
  }
}
