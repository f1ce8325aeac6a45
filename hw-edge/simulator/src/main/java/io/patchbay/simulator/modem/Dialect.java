package io.patchbay.simulator.modem;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/// What the modems of one family say of themselves and offer, as far as a driver can tell them
/// apart.
///
/// @param family the name that drivers use for it, e.g. `quectel-ec2x`
/// @param manufacturer answer to AT+CGMI
/// @param model answer to AT+CGMM
/// @param firmware answer to AT+CGMR
/// @param access <AcT> of +CREG – TS 27.007 §7.2: 0 GSM, 2 UTRAN, 7 E-UTRAN
/// @param iccid the command for the ICCID, e.g. `+QCCID`
/// @param iccidPrefix what its answer begins with; empty: the bare number
/// @param boot what it says once it has started
/// @param hangsUpWithCause it has AT+QHUP
/// @param offered commands beyond TS 27.007 and 27.005 that it has: their names, or Quectel's with
///   `+Q*`
/// @param lacking commands of these standards that it has not
public record Dialect(
    String family,
    String manufacturer,
    String model,
    String firmware,
    int access,
    String iccid,
    String iccidPrefix,
    List<String> boot,
    Progress progress,
    Voice voice,
    Detector detector,
    CauseForm causes,
    boolean hangsUpWithCause,
    Set<String> offered,
    Set<String> lacking) {
  /// How calls are told.
  public enum Progress {
    /// `+QIND: "ccinfo"`, once AT+QINDCFG says so; ^DSCI besides.
    QIND,
    /// `^DSCI`, once switched on.
    DSCI,
    /// `+CLCC`, once AT+CLCC=1 was sent.
    CLCC,
    /// The same, and `VOICE CALL: BEGIN` and `END`.
    CLCC_AND_VOICE_CALL,
    /// `^ORIG`, `^CONF`, `^CONN`, `^CEND`, always.
    HUAWEI,
    /// `+UCALLSTAT`, once switched on.
    UCALLSTAT,
    /// `*ECAV`, once AT*ECAM=1 was sent.
    ECAV,
    /// Only RING and results.
    NONE
  }

  /// How the PCM port is switched.
  public enum Voice {
    QPCMV,
    /// AT+CPCMREG=1, an error before the call is active.
    CPCMREG,
    /// AT^DDSETEX=2 during a call.
    DDSETEX,
    /// There is no PCM port.
    NONE
  }

  /// How tones of the far end are told.
  public enum Detector {
    QTONEDET,
    RXDTMF,
    DTMF,
    DDTMF,
    UUDTMFD,
    NONE
  }

  /// What AT+CEER answers.
  public enum CauseForm {
    /// `<location>,<cause>`
    NUMBERS,
    WORDS,
    /// The command is not there.
    NONE
  }

  public Dialect {
    requireNonNull(family, "family");
    requireNonNull(manufacturer, "manufacturer");
    requireNonNull(model, "model");
    requireNonNull(firmware, "firmware");
    requireNonNull(iccid, "iccid");
    requireNonNull(iccidPrefix, "iccidPrefix");
    requireNonNull(progress, "progress");
    requireNonNull(voice, "voice");
    requireNonNull(detector, "detector");
    requireNonNull(causes, "causes");
    boot = List.copyOf(boot);
    offered = Set.copyOf(offered);
    lacking = Set.copyOf(lacking);
  }

  /// Whether a modem of the family knows a command.
  boolean has(String name) {
    if (lacking.contains(name)) {
      return false;
    }
    boolean ofAMaker = "^#*".indexOf(name.charAt(0)) >= 0 || name.startsWith("+Q");
    return offered.contains(name)
        || (name.startsWith("+Q") && offered.contains("+Q*"))
        || !(ofAMaker || Dialects.MAKERS.contains(name));
  }
}
