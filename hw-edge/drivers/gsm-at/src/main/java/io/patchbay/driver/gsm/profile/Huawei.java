package io.patchbay.driver.gsm.profile;

import java.util.List;
import java.util.Locale;

/// Huawei E1550, E173, E3531 and their kin: ^ORIG, ^CONF, ^CONN, ^CEND by themselves, PCM on a
/// serial port after AT^DDSETEX=2.
final class Huawei implements ModemProfile {
  @Override
  public String family() {
    return "huawei";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return manufacturer.toLowerCase(Locale.ROOT).contains("huawei")
        || model.matches("(?i)(E1550|E17[0-9]|E3531|K3765).*");
  }

  @Override
  public List<String> iccid() {
    return List.of("AT^ICCID?", "AT+CCID");
  }

  @Override
  public boolean reportsCallsAnyway() {
    return true;
  }

  /// USSD as text, not as a packed PDU; digits of the far end told by ^DDTMF.
  @Override
  public List<Setting> setUp() {
    return List.of(Setting.of("AT^USSDMODE=0"), Setting.of("AT^DDTMFCFG=0,1"));
  }

  /// AT^CVOICE=0 unlocks the voice: 8 kHz, 16 bit, 20 ms.
  @Override
  public AudioCommands audio(AudioPath path) {
    return switch (path) {
      case SERIAL -> AudioCommands.NONE.preparedBy("AT^CVOICE=0").begunBy("AT^DDSETEX=2");
      case NONE, SOUND_CARD -> AudioCommands.NONE;
    };
  }

  @Override
  public List<String> tone() {
    return List.of("AT^DTMF=%2$d,%1$s", "AT+VTS=%1$s", "AT+VTS=\"%1$s\"");
  }

  /// ^DTMF has a length of its own.
  @Override
  public List<String> timedTone() {
    return List.of();
  }

  @Override
  public String cell() {
    return "AT^SYSINFO";
  }

  @Override
  public String reset() {
    return "AT^RESET";
  }

  /// It has no LTE.
  @Override
  public List<String> volte() {
    return List.of();
  }

  @Override
  public CellCommands cells() {
    return CellCommands.asked("AT^MONSC", "AT^MONNC");
  }

  @Override
  public Thermometer thermometer() {
    return new Thermometer("AT^CHIPTEMP?", 0, 10);
  }

  @Override
  public List<String> technology(Technology wanted) {
    return switch (wanted) {
      case AUTO ->
          List.of(
              "AT^SYSCFGEX=\"00\",3FFFFFFF,1,2,7FFFFFFFFFFFFFFF,,", "AT^SYSCFG=2,0,3FFFFFFF,1,2");
      case GSM ->
          List.of(
              "AT^SYSCFGEX=\"01\",3FFFFFFF,1,2,7FFFFFFFFFFFFFFF,,", "AT^SYSCFG=13,1,3FFFFFFF,1,2");
      case UMTS ->
          List.of(
              "AT^SYSCFGEX=\"02\",3FFFFFFF,1,2,7FFFFFFFFFFFFFFF,,", "AT^SYSCFG=14,2,3FFFFFFF,1,2");
      case LTE -> List.of("AT^SYSCFGEX=\"03\",3FFFFFFF,1,2,7FFFFFFFFFFFFFFF,,");
    };
  }

  @Override
  public PinAttempts pinAttempts() {
    return new PinAttempts("AT^CPIN?", 3);
  }

  /// The search for networks runs to its end.
  @Override
  public boolean abortable(String command) {
    return !command.equals("AT+COPS=?");
  }
}
