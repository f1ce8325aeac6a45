package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;

/// The command lines of one modem family where TS 27.007 leaves them to the maker.
public interface ModemProfile {
  /// The name of setting `family`.
  String family();

  /// Whether a modem that says this of itself belongs to the family.
  boolean matches(String manufacturer, String model);

  /// AT command for the ICCID, with its answer behind a colon or alone; empty: none.
  String iccid();

  /// Sent once after the common set-up; errors do not matter.
  List<String> setUp();

  /// How the voice is led to the line's audio.
  AudioCommands audio(AudioPath path);

  /// Ends the call; the next one is tried when the modem refuses. The last must work everywhere.
  List<String> hangUp(Cause cause, int index);

  /// Whether calls are reported by themselves, so that +CLCC needs to be asked for only now and
  /// then.
  boolean reportsCalls();

  /// Restarts the module.
  default String reset() {
    return "AT+CFUN=1,1";
  }
}
