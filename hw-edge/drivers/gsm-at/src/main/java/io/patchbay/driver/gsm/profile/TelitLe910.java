package io.patchbay.driver.gsm.profile;

import java.util.List;
import java.util.Locale;

/// Telit LE910 and HE910: +CLCC is asked for, voice by its USB audio class (AT#AUSBC=1).
final class TelitLe910 implements ModemProfile {
  @Override
  public String family() {
    return "telit-le910";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return manufacturer.toLowerCase(Locale.ROOT).contains("telit")
        || model.matches("(?i)[LH]E910.*");
  }

  @Override
  public List<String> iccid() {
    return List.of("AT+CCID", "AT#CCID");
  }

  @Override
  public List<Setting> setUp() {
    return List.of(Setting.asked("AT#DIALMODE=1"), Setting.asked("AT#DTMF=1"));
  }

  @Override
  public AudioCommands audio(AudioPath path) {
    return switch (path) {
      case SOUND_CARD -> AudioCommands.NONE.preparedBy("AT#AUSBC=1");
      case NONE, SERIAL -> AudioCommands.NONE; // it has no PCM on a serial port
    };
  }

  @Override
  public Thermometer thermometer() {
    return new Thermometer("AT#TEMPMON=1", 1, 1);
  }

  @Override
  public PinAttempts pinAttempts() {
    return new PinAttempts("AT#PCT", 0);
  }
}
