package io.patchbay.driver.gsm.profile;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The command lines of one modem family where TS 27.007 leaves them to the maker: data, no state.
///
/// What a family does not say is as TS 27.007 has it. Everything may be rejected by a modem; it is
/// then done without.
public interface ModemProfile {
  /// The name of setting `family`.
  String family();

  /// Whether a modem that says this of itself (AT+CGMI, AT+CGMM) belongs to the family.
  boolean matches(String manufacturer, String model);

  /// Questions for the ICCID, the answer behind a colon or alone; the first that is answered
  /// counts.
  default List<String> iccid() {
    return List.of("AT+CCID");
  }

  /// Ways to have calls reported; the first that the modem takes counts, with none of them +CLCC is
  /// asked for all the time.
  default List<Setting> progress() {
    return List.of();
  }

  /// Whether calls are reported without being asked to.
  default boolean reportsCallsAnyway() {
    return false;
  }

  /// Set once the SIM card is ready.
  default List<Setting> setUp() {
    return List.of();
  }

  /// How the voice is led to the line's audio.
  default AudioCommands audio(AudioPath path) {
    return AudioCommands.NONE;
  }

  /// Ends the call; the next one is tried when the modem refuses. The last must work everywhere.
  ///
  /// @param index the modem's number for the call, 0 when unknown
  default List<String> hangUp(Cause cause, int index) {
    return List.of("AT+CHUP", "ATH");
  }

  /// Sends one tone: `%1$s` is the digit, `%2$d` the modem's number for the call. The next one is
  /// tried when the modem rejects it. TS 27.007 §C.2.11 has no quotes; some modems want them.
  default List<String> tone() {
    return List.of("AT+VTS=\"%1$s\"", "AT+VTS=%1$s");
  }

  /// Tones with their length: `%3$d` tenths of a second. Used where the modem refuses AT+VTD;
  /// without any the modem sends them as long as it likes.
  default List<String> timedTone() {
    return List.of("AT+VTS=%1$s,%3$d");
  }

  /// Amplifies what goes to the network; empty: the family has no command for so many decibels, or
  /// none whose steps are known. 0 dB is as the modem leaves the factory.
  default Optional<String> gainToNetwork(double db) {
    return Optional.empty();
  }

  /// Amplifies what comes from the network.
  default Optional<String> gainFromNetwork(double db) {
    return Optional.empty();
  }

  /// Command lines, up to their `=`, that this model must never be sent.
  default Set<String> avoid(String model) {
    return Set.of();
  }

  /// Asks for the serving cell; empty: nothing beyond +CREG and +COPS.
  default String cell() {
    return "";
  }

  /// Questions about calls over LTE; those that the modem rejects are left out.
  default List<String> volte() {
    return List.of("AT+CIREG?", "AT+CAVIMS?");
  }

  /// Asks for the stations around and keeps to one of them.
  default CellCommands cells() {
    return CellCommands.NONE;
  }

  default Thermometer thermometer() {
    return Thermometer.NONE;
  }

  /// Confines the line to a radio technology; the first way that the modem takes counts. TS 27.007
  /// §5.9: `AT+WS46`.
  default List<String> technology(Technology wanted) {
    return List.of(
        switch (wanted) {
          case AUTO -> "AT+WS46=25";
          case GSM -> "AT+WS46=12";
          case UMTS -> "AT+WS46=22";
          case LTE -> "AT+WS46=28";
        });
  }

  /// Confines the line to bands, in the family's own words; the first way that the modem takes
  /// counts.
  default List<String> band(String words) {
    return List.of();
  }

  /// Asks how many attempts are left for the PIN – TS 27.007 §8.65.
  default PinAttempts pinAttempts() {
    return new PinAttempts("AT+CPINR", 1);
  }

  /// Whether any character ends this command while it runs – V.250 §5.6.1; TS 27.007 wants that of
  /// the commands that ask the network. A modem that does not do so takes an empty line for it.
  default boolean abortable(String command) {
    return true;
  }

  /// Restarts the module.
  default String reset() {
    return "AT+CFUN=1,1";
  }
}
