package io.patchbay.driver.gsm.profile;

import java.util.List;

/// Any modem of TS 27.007: what makers have added is asked for; calls are followed by +CLCC, or by
/// Ericsson's *ECAV where there is one.
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
  public List<String> iccid() {
    return List.of("AT+CCID", "AT+ICCID");
  }

  @Override
  public List<Setting> progress() {
    return List.of(Setting.asked("AT*ECAM=1"));
  }
}
