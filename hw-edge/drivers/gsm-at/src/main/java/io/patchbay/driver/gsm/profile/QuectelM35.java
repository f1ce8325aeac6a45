package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;

/// Quectel M35 and MC60 (2G): no PCM on USB, so its voice needs a sound card; +CLCC is asked for.
final class QuectelM35 implements ModemProfile {
  @Override
  public String family() {
    return "quectel-m35";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return model.matches("(?i)(quectel[_ ])?M(35|C60).*");
  }

  @Override
  public List<String> iccid() {
    return List.of("AT+QCCID", "AT+CCID");
  }

  @Override
  public List<Setting> setUp() {
    return List.of(Setting.asked("AT+QTONEDET=1"));
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
    return CellCommands.asked("AT+QENG=1,1", "AT+QENG?")
        .lockedBy("AT+QLOCKF=1,0,%1$d", "AT+QLOCKF=0,0,0");
  }

  @Override
  public Thermometer thermometer() {
    return new Thermometer("AT+QTEMP", 1, 1);
  }

  @Override
  public List<String> technology(Technology wanted) {
    return List.of(); // it has GSM alone
  }

  @Override
  public List<String> band(String words) {
    return List.of("AT+QBAND=\"" + words + "\"");
  }
}
