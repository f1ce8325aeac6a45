package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Quectel's 3G and 4G modems have in common.
interface Quectel extends ModemProfile {
  /// The causes that AT+QHUP takes.
  Set<Cause> QHUP =
      Set.of(
          Cause.UNALLOCATED_NUMBER,
          Cause.USER_BUSY,
          Cause.NO_USER_RESPONDING,
          Cause.CALL_REJECTED,
          Cause.DESTINATION_OUT_OF_ORDER,
          Cause.INCOMPATIBLE_DESTINATION);

  /// AT+QMIC and AT+QRXGAIN are linear, 0 to 65535; this is what they leave the factory with.
  double FACTORY_GAIN = 20577;

  long MOST_GAIN = 65535;

  @Override
  default List<String> iccid() {
    return List.of("AT+QCCID", "AT+CCID");
  }

  /// Signal, a full store and the far end's digits are told unasked.
  @Override
  default List<Setting> setUp() {
    return List.of(
        Setting.of("AT+QINDCFG=\"csq\",1,0"),
        Setting.of("AT+QINDCFG=\"smsfull\",1,0"),
        Setting.asked("AT+QTONEDET=1"));
  }

  /// AT+QPCMV=1,<port>: 0 the second serial port, 2 the USB audio class. Before ATD and ATA, as the
  /// manual asks; armed while idle so that dialling need not wait for it.
  @Override
  default AudioCommands audio(AudioPath path) {
    return switch (path) {
      case NONE -> AudioCommands.NONE;
      case SERIAL -> AudioCommands.NONE.armedBy("AT+QPCMV=1,0").closedBy("AT+QPCMV=0");
      case SOUND_CARD -> AudioCommands.NONE.armedBy("AT+QPCMV=1,2").closedBy("AT+QPCMV=0");
    };
  }

  /// Normal clearing needs no cause of its own: AT+CHUP says it.
  @Override
  default List<String> hangUp(Cause cause, int index) {
    return QHUP.contains(cause) && index > 0
        ? List.of("AT+QHUP=%d,%d".formatted(cause.value(), index), "AT+CHUP", "ATH")
        : List.of("AT+CHUP", "ATH");
  }

  @Override
  default Optional<String> gainToNetwork(double db) {
    return gain("AT+QMIC=", db);
  }

  @Override
  default Optional<String> gainFromNetwork(double db) {
    return gain("AT+QRXGAIN=", db);
  }

  private static Optional<String> gain(String command, double db) {
    long value = Math.round(FACTORY_GAIN * Math.pow(10, db / 20));
    return value > MOST_GAIN ? Optional.empty() : Optional.of(command + value);
  }

  @Override
  default String cell() {
    return "AT+QNWINFO";
  }

  @Override
  default CellCommands cells() {
    return CellCommands.asked("AT+QENG=\"servingcell\"", "AT+QENG=\"neighbourcell\"");
  }

  @Override
  default Thermometer thermometer() {
    return new Thermometer("AT+QTEMP", 0, 1);
  }

  @Override
  default List<String> technology(Technology wanted) {
    int mode =
        switch (wanted) {
          case AUTO -> 0;
          case GSM -> 1;
          case UMTS -> 2;
          case LTE -> 3;
        };
    return List.of("AT+QCFG=\"nwscanmode\"," + mode + ",1");
  }

  /// Masks of the 2G and 3G bands and of the LTE bands, hexadecimal: `0,4`.
  @Override
  default List<String> band(String words) {
    return List.of("AT+QCFG=\"band\"," + words + (words.contains(",") ? ",0,1" : ",0,0,1"));
  }

  @Override
  default PinAttempts pinAttempts() {
    return new PinAttempts("AT+QPINC=\"SC\"", 1);
  }
}
