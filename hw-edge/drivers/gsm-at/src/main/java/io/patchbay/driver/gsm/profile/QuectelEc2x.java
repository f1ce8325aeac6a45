package io.patchbay.driver.gsm.profile;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Quectel EC20, EC21, EC25, EG25: call state by +QIND (old firmware: ^DSCI), PCM by AT+QPCMV.
final class QuectelEc2x implements Quectel {
  @Override
  public String family() {
    return "quectel-ec2x";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return manufacturer.toLowerCase(Locale.ROOT).contains("quectel")
        || model.matches("(?i)E[CGP][0-9]{2}.*");
  }

  @Override
  public List<Setting> progress() {
    return List.of(
        Setting.offering("ccinfo", "AT+QINDCFG=\"ccinfo\",1,0"), Setting.of("AT^DSCI=1"));
  }

  /// EP06 restarts at AT+QHUP.
  @Override
  public Set<String> avoid(String model) {
    return model.toUpperCase(Locale.ROOT).startsWith("EP06") ? Set.of("AT+QHUP=") : Set.of();
  }

  @Override
  public List<String> volte() {
    return List.of("AT+QCFG=\"ims\"", "AT+CIREG?");
  }

  @Override
  public CellCommands cells() {
    return Quectel.super
        .cells()
        .lockedBy("AT+QNWLOCK=\"common/4g\",1,%1$d,%2$d", "AT+QNWLOCK=\"common/4g\",0");
  }
}
