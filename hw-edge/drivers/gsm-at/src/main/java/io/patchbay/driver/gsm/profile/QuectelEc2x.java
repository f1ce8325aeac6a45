package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Quectel EC20, EC21, EC25, EG25: call state by +QIND, PCM by AT+QPCMV.
final class QuectelEc2x implements ModemProfile {
  /// The causes that AT+QHUP takes.
  private static final Set<Cause> QHUP =
      Set.of(
          Cause.UNALLOCATED_NUMBER,
          Cause.USER_BUSY,
          Cause.NO_USER_RESPONDING,
          Cause.CALL_REJECTED,
          Cause.DESTINATION_OUT_OF_ORDER,
          Cause.INCOMPATIBLE_DESTINATION);

  @Override
  public String family() {
    return "quectel-ec2x";
  }

  @Override
  public boolean matches(String manufacturer, String model) {
    return manufacturer.toLowerCase(Locale.ROOT).contains("quectel")
        || model.matches("(?i)E[CGP][0-9]{2}.*|UC20.*");
  }

  @Override
  public String iccid() {
    return "AT+QCCID";
  }

  @Override
  public List<String> setUp() {
    return List.of(
        "AT+QINDCFG=\"ccinfo\",1,0",
        "AT+QINDCFG=\"csq\",1,0",
        "AT+QINDCFG=\"smsfull\",1,0",
        "AT+QTONEDET=1");
  }

  /// AT+QPCMV=1,<port>: 0 the second serial port, 2 the USB audio class. Before ATD and ATA, as the
  /// manual asks; armed while idle so that dialling need not wait for it.
  @Override
  public AudioCommands audio(AudioPath path) {
    return switch (path) {
      case NONE -> AudioCommands.NONE;
      case SERIAL -> armed("AT+QPCMV=1,0");
      case SOUND_CARD -> armed("AT+QPCMV=1,2");
    };
  }

  private static AudioCommands armed(String on) {
    return new AudioCommands(List.of(on), List.of(), List.of("AT+QPCMV=0"));
  }

  @Override
  public List<String> hangUp(Cause cause, int index) {
    return QHUP.contains(cause) && index > 0
        ? List.of("AT+QHUP=%d,%d".formatted(cause.value(), index), "AT+CHUP", "ATH")
        : List.of("AT+CHUP", "ATH");
  }

  @Override
  public boolean reportsCalls() {
    return true;
  }
}
