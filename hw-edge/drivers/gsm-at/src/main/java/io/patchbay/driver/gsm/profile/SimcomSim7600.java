package io.patchbay.driver.gsm.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
  public List<String> iccid() {
    return List.of("AT+CICCID", "AT+CCID");
  }

  @Override
  public List<Setting> progress() {
    return List.of(Setting.of("AT+CLCC=1"));
  }

  /// Signal is asked for: AT+AUTOCSQ would have it told with every change.
  @Override
  public List<Setting> setUp() {
    return List.of(Setting.asked("AT+DDET=1"), Setting.of("AT+AUTOCSQ=0,0"));
  }

  /// 8 kHz; AT+CPCMREG=1 is an error before the call is active.
  @Override
  public AudioCommands audio(AudioPath path) {
    return switch (path) {
      case SERIAL ->
          AudioCommands.NONE
              .armedBy("AT+CPCMFRM=0")
              .openedBy("AT+CPCMREG=1")
              .closedBy("AT+CPCMREG=0");
      case NONE, SOUND_CARD -> AudioCommands.NONE; // its analogue audio needs no switch
    };
  }

  @Override
  public Optional<String> gainToNetwork(double db) {
    return volume("AT+CTXVOL", db);
  }

  @Override
  public Optional<String> gainFromNetwork(double db) {
    return volume("AT+CRXVOL", db);
  }

  /// Linear; 0x2000 is 0 dB, 0xFFFF the most.
  private static Optional<String> volume(String command, double db) {
    long value = Math.round(0x2000 * Math.pow(10, db / 20));
    return value > 0xFFFF
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "%s=0x%04X", command, value));
  }

  @Override
  public String cell() {
    return "AT+CPSI?";
  }

  @Override
  public String reset() {
    return "AT+CRESET";
  }

  /// The serving cell alone.
  @Override
  public CellCommands cells() {
    return CellCommands.asked("AT+CPSI?").lockedBy("AT+CCELLCFG=1,%2$d,%1$d", "AT+CCELLCFG=0");
  }

  @Override
  public Thermometer thermometer() {
    return new Thermometer("AT+CPMUTEMP", 0, 1);
  }

  @Override
  public List<String> technology(Technology wanted) {
    int mode =
        switch (wanted) {
          case AUTO -> 2;
          case GSM -> 13;
          case UMTS -> 14;
          case LTE -> 38;
        };
    return List.of("AT+CNMP=" + mode);
  }

  @Override
  public List<String> band(String words) {
    return List.of("AT+CNBP=" + words);
  }

  @Override
  public PinAttempts pinAttempts() {
    return new PinAttempts("AT+SPIC", 0);
  }
}
