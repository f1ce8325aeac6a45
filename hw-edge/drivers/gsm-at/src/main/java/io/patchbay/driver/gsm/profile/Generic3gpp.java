package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;

/// Any modem of TS 27.007: calls are followed by asking for +CLCC.
final class Generic3gpp implements ModemProfile {
  @Override
  public String family() {
    return "generic";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return true;
  }

  @Override
  public String iccid() {
    return "AT+CCID";
  }

  @Override
  public List<String> setUp() {
    return List.of();
  }

  @Override
  public AudioCommands audio(AudioPath path) {
    return AudioCommands.NONE;
  }

  @Override
  public List<String> hangUp(Cause cause, int index) {
    return List.of("AT+CHUP", "ATH");
  }

  @Override
  public boolean reportsCalls() {
    return false;
  }
}
