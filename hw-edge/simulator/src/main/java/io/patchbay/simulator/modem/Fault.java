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
  /// Restarts by itself; lasts no longer than the boot.
  REBOOT,
  /// The PCM port neither gives nor takes audio.
  AUDIO_STALL,
  /// Ends all others.
  CLEAR;

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
