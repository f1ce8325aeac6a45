package io.patchbay.driver.gsm.profile;

import java.util.List;
import java.util.Locale;

/// u-blox SARA, LARA, TOBY: +UCALLSTAT by itself; its voice is analogue or I2S and needs a sound
/// card.
final class Ublox implements ModemProfile {
  @Override
  public String family() {
    return "u-blox";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return manufacturer.toLowerCase(Locale.ROOT).replace("-", "").contains("ublox")
        || model.matches("(?i)(SARA|LARA|TOBY|LISA)-.*");
  }

  @Override
  public List<Setting> progress() {
    return List.of(Setting.asked("AT+UCALLSTAT=1"));
  }

  @Override
  public List<Setting> setUp() {
    return List.of(Setting.of("AT+UDTMFD=1,2"));
  }

  @Override
  public Thermometer thermometer() {
    return new Thermometer("AT+UTEMP?", 0, 10);
  }

  @Override
  public PinAttempts pinAttempts() {
    return new PinAttempts("AT+UPINCNT", 0);
  }
}
