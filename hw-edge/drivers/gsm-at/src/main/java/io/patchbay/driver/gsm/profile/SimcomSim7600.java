package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.Locale;

/// SIMCom SIM7500 and SIM7600: +CLCC by itself, PCM by AT+CPCMREG once the call is through.
final class SimcomSim7600 implements ModemProfile {
  @Override
  public String family() {
    return "simcom-sim7600";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return manufacturer.toLowerCase(Locale.ROOT).contains("simcom") || model.contains("SIM7");
  }

  @Override
  public String iccid() {
    return "AT+CICCID";
  }

  @Override
  public List<String> setUp() {
    return List.of("AT+CLCC=1", "AT+DDET=1", "AT+AUTOCSQ=0,0");
  }

  @Override
  public AudioCommands audio(AudioPath path) {
    return switch (path) {
      case SERIAL ->
          new AudioCommands(
              List.of("AT+CPCMFRM=0"), List.of("AT+CPCMREG=1"), List.of("AT+CPCMREG=0"));
      case NONE, SOUND_CARD -> AudioCommands.NONE; // its analogue audio needs no switch
    };
  }

  @Override
  public List<String> hangUp(Cause cause, int index) {
    return List.of("AT+CHUP", "ATH");
  }

  @Override
  public boolean reportsCalls() {
    return true;
  }

  @Override
  public String reset() {
    return "AT+CRESET";
  }
}
