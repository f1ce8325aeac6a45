package io.patchbay.simulator.modem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What a simulated modem is and how it behaves.
///
/// @param name the line's name in the world, e.g. `gsm-1`
/// @param imei 15 digits
/// @param leastLatency a command's answer comes after this …
/// @param mostLatency … to this, evenly spread
/// @param boot from power-on to `RDY`
/// @param registering from `RDY` to registration
/// @param ringEvery between RINGs
/// @param smCapacity messages the SIM holds
/// @param meCapacity messages the modem holds
/// @param mostAudioJitter each 20 ms of audio is late by up to this
/// @param dialect what family it is of
public record ModemSettings(
    String name,
    String imei,
    Duration leastLatency,
    Duration mostLatency,
    Duration boot,
    Duration registering,
    Duration ringEvery,
    int smCapacity,
    int meCapacity,
    Duration mostAudioJitter,
    Dialect dialect) {
  public ModemSettings {
    requireNonNull(name, "name");
    requireNonNull(imei, "imei");
    requireNonNull(leastLatency, "leastLatency");
    requireNonNull(mostLatency, "mostLatency");
    requireNonNull(boot, "boot");
    requireNonNull(registering, "registering");
    requireNonNull(ringEvery, "ringEvery");
    requireNonNull(mostAudioJitter, "mostAudioJitter");
    requireNonNull(dialect, "dialect");
  }

  /// The modem of line `number`, an EC25: 1 to 4 ms latency, 1 s to boot, RING every 5 s, 20 + 50
  /// messages.
  public static ModemSettings ofLine(int number) {
    return new ModemSettings(
        "gsm-" + number,
        imei(number),
        Duration.ofMillis(1),
        Duration.ofMillis(4),
        Duration.ofMillis(1000),
        Duration.ofMillis(1500),
        Duration.ofSeconds(5),
        20,
        50,
        Duration.ofMillis(2),
        Dialects.EC25);
  }

  /// The same, of another family.
  public ModemSettings of(Dialect family) {
    return new ModemSettings(
        name,
        imei,
        leastLatency,
        mostLatency,
        boot,
        registering,
        ringEvery,
        smCapacity,
        meCapacity,
        mostAudioJitter,
        family);
  }

  /// A TAC of Quectel's EC25, a serial number and the check digit by Luhn's rule – TS 23.003 §6.2.
  private static String imei(int serial) {
    String digits = "86112503" + String.format(java.util.Locale.ROOT, "%06d", serial);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      int weighted = i % 2 == 1 ? digit * 2 : digit;
      sum += weighted / 10 + weighted % 10;
    }
    return digits + (10 - sum % 10) % 10;
  }
}
