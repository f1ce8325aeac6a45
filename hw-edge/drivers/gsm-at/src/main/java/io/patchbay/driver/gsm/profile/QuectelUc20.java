package io.patchbay.driver.gsm.profile;

import java.util.List;

/// Quectel UC20 (3G): call state by ^DSCI, PCM by AT+QPCMV.
final class QuectelUc20 implements Quectel {
  @Override
  public String family() {
    return "quectel-uc20";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return model.matches("(?i)(quectel[_ ])?UC20.*");
  }

  @Override
  public List<Setting> progress() {
    return List.of(Setting.of("AT^DSCI=1"));
  }

  /// It has no LTE.
  @Override
  public List<String> volte() {
    return List.of();
  }
}
