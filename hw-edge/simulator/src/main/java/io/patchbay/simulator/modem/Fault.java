package io.patchbay.simulator.modem;

import java.util.Locale;
import java.util.Optional;

/// Ways in which a modem goes wrong.
public enum Fault {
  /// The AT port swallows everything and says nothing.
  NO_ANSWER,
  /// One octet in eight is wrong.
  GARBLED,
  /// Garbage and over-long lines pour out of the AT port.
  FLOOD,
  /// No coverage: registration and calls are lost.
  SIGNAL_LOST,
  SIM_PULLED,
  /// Ends [#SIM_PULLED].
  SIM_INSERTED,
  /// The USB device vanishes.
  PORT_GONE,
  /// Ends [#PORT_GONE]; the modem boots.
  PORT_BACK,
  /// Answers take three seconds.
  SLOW,
  /// One answer in four comes seven seconds late, together with the next one's.
  LATE,
  /// Echoes whatever ATE0 says.
  ECHO,
  /// Unsolicited codes stand inside answers.
  URCS_INSIDE,
  /// Output dribbles, a few octets at a time.
  SPLIT_LINES,
  /// An answer and its result stand on one line.
  MERGED_LINES,
  /// CR, LF and mixtures of them end lines.
  LINE_ENDS,
  /// `+CME ERROR: 100` comes by itself.
  STRAY_ERRORS,
  /// Messages are never asked for by `> `.
  NO_PROMPT,
  /// Results are digits until ATV1.
  NUMERIC,
  /// Every result comes twice.
  TWO_RESULTS,
  /// AT+CPCMREG=1 is an error until the module is reset.
  AUDIO_WORN,
  /// AT+CCWA makes the port fall silent.
  CCWA_LOCKS,
  /// Restarts by itself; lasts no longer than the boot.
  REBOOT,
  /// The PCM port neither gives nor takes audio.
  AUDIO_STALL,
  /// The same, until the module is reset.
  AUDIO_DEAD,
  /// The AT port is silent until the module loses its power.
  HUNG,
  /// The radio is off and AT+CFUN is refused, until the module is reset.
  CFUN_STUCK,
  /// Unsolicited codes by the thousand, until the module is reset.
  URC_STORM,
  /// The card wants PIN 1234; the modem boots. Lasts no longer.
  PIN_LOCKED,
  /// The network refuses the card: cause 11, this network is not allowed.
  DENIED,
  /// The USB device vanishes and comes back under another name; the modem boots. Lasts no longer.
  PORT_RENUMBERED,
  /// The modem's power goes off and on; lasts no longer than the boot.
  POWER_CYCLE,
  /// The network takes a minute for what AT+COPS, +CGATT, +CCFC, +CCWA and +CUSD ask of it. Any
  /// character ends such a command before – V.250 §5.6.1.
  SLOW_NETWORK,
  /// Such a command is not ended by what comes meanwhile.
  NO_ABORT,
  /// The SIM card does not tell its number (no EF_MSISDN).
  NO_NUMBER,
  /// The card is abroad, in the network 26201, and registered as roaming.
  ABROAD,
  /// AT+COPS=3,2 is an error: the modem tells operators' names alone.
  NO_NUMERIC_OPERATOR,
  /// The numeric operator comes without quotes.
  UNQUOTED_OPERATOR,
  /// Ends all others.
  CLEAR;

  /// Whether the restart of the module ends it.
  boolean endsWithReset() {
    return this == AUDIO_WORN || this == AUDIO_DEAD || this == CFUN_STUCK || this == URC_STORM;
  }

  /// In lower case with dashes.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The fault of this word, if it is one.
  public static Optional<Fault> ofWord(String word) {
    for (Fault fault : values()) {
      if (fault.word().equals(word)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
