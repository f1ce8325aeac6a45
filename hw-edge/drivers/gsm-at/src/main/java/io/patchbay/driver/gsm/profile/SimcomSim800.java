package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;

/// SIMCom SIM800 and SIM900 (2G): analogue audio only, +CLCC by itself.
final class SimcomSim800 implements ModemProfile {
  @Override
  public String family() {
    return "simcom-sim800";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return model.matches("(?i)(simcom[_ ])?SIM[89]00.*");
  }

  @Override
  public List<Setting> progress() {
    return List.of(Setting.of("AT+CLCC=1"));
  }

  @Override
  public List<Setting> setUp() {
    return List.of(Setting.asked("AT+DDET=1"));
  }

  @Override
  public List<String> hangUp(Cause cause, int index) {
    return List.of("ATH");
  }

  /// It has no LTE.
  @Override
  public List<String> volte() {
    return List.of();
  }

  @Override
  public CellCommands cells() {
    return CellCommands.asked("AT+CENG=1,1", "AT+CENG?")
        .lockedBy("AT*CELLLOCK=1,1,%1$d", "AT*CELLLOCK=0");
  }

  @Override
  public Thermometer thermometer() {
    return new Thermometer("AT+CMTE?", 1, 1);
  }

  @Override
  public List<String> technology(Technology wanted) {
    return List.of(); // it has GSM alone
  }

  @Override
  public List<String> band(String words) {
    return List.of("AT+CBAND=\"" + words + "\"");
  }

  @Override
  public PinAttempts pinAttempts() {
    return new PinAttempts("AT+SPIC", 0);
  }
}
