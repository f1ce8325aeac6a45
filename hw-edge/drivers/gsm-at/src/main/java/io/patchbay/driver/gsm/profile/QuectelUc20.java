package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.Optional;

/// Quectel UC20 (3G): call state by ^DSCI, PCM by AT+QPCMV.
final class QuectelUc20 implements ModemProfile {
  @Override
  public String family() {
    return "quectel-uc20";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return model.matches("(?i)(quectel[_ ])?UC20.*");
  }

  @Override
  public List<String> iccid() {
    return List.of("AT+QCCID", "AT+CCID");
  }

  @Override
  public List<Setting> progress() {
    return List.of(Setting.of("AT^DSCI=1"));
  }

  @Override
  public List<Setting> setUp() {
    return Quectel.setUp();
  }

  @Override
  public AudioCommands audio(AudioPath path) {
    return Quectel.pcm(path);
  }

  @Override
  public List<String> hangUp(Cause cause, int index) {
    return Quectel.hangUp(cause, index);
  }

  @Override
  public Optional<String> gainToNetwork(double db) {
    return Quectel.gainToNetwork(db);
  }

  @Override
  public Optional<String> gainFromNetwork(double db) {
    return Quectel.gainFromNetwork(db);
  }

  @Override
  public String cell() {
    return "AT+QNWINFO";
  }

  /// It has no LTE.
  @Override
  public List<String> volte() {
    return List.of();
  }

  @Override
  public CellCommands cells() {
    return CellCommands.asked("AT+QENG=\"servingcell\"", "AT+QENG=\"neighbourcell\"");
  }

  @Override
  public Thermometer thermometer() {
    return new Thermometer("AT+QTEMP", 0, 1);
  }

  @Override
  public List<String> technology(Technology wanted) {
    return Quectel.technology(wanted);
  }

  @Override
  public List<String> band(String words) {
    return Quectel.band(words);
  }

  @Override
  public PinAttempts pinAttempts() {
    return new PinAttempts("AT+QPINC=\"SC\"", 1);
  }
}
