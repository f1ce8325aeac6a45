package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Quectel EC20, EC21, EC25, EG25: call state by +QIND (old firmware: ^DSCI), PCM by AT+QPCMV.
final class QuectelEc2x implements ModemProfile {
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
  public List<String> iccid() {
    return List.of("AT+QCCID", "AT+CCID");
  }

  @Override
  public List<Setting> progress() {
    return List.of(
        Setting.offering("ccinfo", "AT+QINDCFG=\"ccinfo\",1,0"), Setting.of("AT^DSCI=1"));
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

  /// EP06 restarts at AT+QHUP.
  @Override
  public Set<String> avoid(String model) {
    return model.toUpperCase(Locale.ROOT).startsWith("EP06") ? Set.of("AT+QHUP=") : Set.of();
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

  @Override
  public List<String> volte() {
    return List.of("AT+QCFG=\"ims\"", "AT+CIREG?");
  }

  @Override
  public CellCommands cells() {
    return Quectel.CELLS;
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
