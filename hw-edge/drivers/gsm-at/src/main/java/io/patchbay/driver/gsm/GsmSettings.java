package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.profile.Profiles;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A SIM line's settings.
///
/// @param commandPort absolute path of the serial port that takes AT commands
/// @param audioPort absolute path of the serial port that carries PCM; empty: no audio
/// @param family a name of [Profiles#names]
/// @param pin of the SIM card; empty: none. Never logged
/// @param number the line's own number when the SIM card does not know it; empty: ask the card
record GsmSettings(
    String commandPort, String audioPort, String family, String pin, String number, int baudRate) {
  static final Set<String> KEYS =
      Set.of("command-port", "audio-port", "audio", "family", "pin", "number", "baud-rate");

  GsmSettings {
    requireNonNull(commandPort, "commandPort");
    requireNonNull(audioPort, "audioPort");
    requireNonNull(family, "family");
    requireNonNull(pin, "pin");
    requireNonNull(number, "number");
  }

  static GsmSettings parse(Map<String, String> settings) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(KEYS);
    check(unknown.isEmpty(), "unknown settings " + unknown + "; known are " + new TreeSet<>(KEYS));
    String commandPort = settings.getOrDefault("command-port", "");
    check(commandPort.startsWith("/"), "command-port: '" + commandPort + "' is no absolute path");
    String family = settings.getOrDefault("family", Profiles.AUTO);
    check(
        Profiles.names().contains(family),
        "family: '" + family + "' is none of " + Profiles.names());
    String pin = settings.getOrDefault("pin", "");
    check(pin.isEmpty() || pin.matches("[0-9]{4,8}"), "pin: not 4 to 8 digits");
    String number = settings.getOrDefault("number", "");
    check(number.matches("(\\+?[0-9]{1,20})?"), "number: '" + number + "' is no telephone number");
    return new GsmSettings(
        commandPort, audioPort(settings), family, pin, number, baudRate(settings));
  }

  private static String audioPort(Map<String, String> settings) {
    String port = settings.getOrDefault("audio-port", "");
    String audio = settings.getOrDefault("audio", port.isEmpty() ? "none" : "serial");
    check(
        audio.equals("serial") || audio.equals("none"),
        "audio: '" + audio + "' is neither serial nor none; a sound card cannot be used yet");
    if (audio.equals("none")) {
      return "";
    }
    check(port.startsWith("/"), "audio-port: '" + port + "' is no absolute path");
    return port;
  }

  private static int baudRate(Map<String, String> settings) {
    String text = settings.getOrDefault("baud-rate", "115200");
    int rate = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
    check(rate >= 300 && rate <= 4_000_000, "baud-rate: '" + text + "' is not 300 to 4000000");
    return rate;
  }

  private static void check(boolean good, String message) {
    if (!good) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public String toString() {
    return "GsmSettings[" + commandPort + ", " + family + "]";
  }
}
