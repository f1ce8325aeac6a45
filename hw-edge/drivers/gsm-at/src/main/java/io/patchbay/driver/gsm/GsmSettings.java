package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.profile.AudioPath;
import io.patchbay.driver.gsm.profile.Profiles;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A SIM line's settings.
///
/// @param commandPort absolute path of the serial port that takes AT commands; empty: the modem is
///   found
/// @param audio how the voice comes here
/// @param audioPort absolute path of the serial port that carries PCM; empty: with `audio: serial`
///   the one on the modem's own USB device
/// @param soundCard name of the sound card, or a part of it; empty: the one on the modem's own USB
///   device
/// @param family a name of [Profiles#names]
/// @param pin of the SIM card; empty: none. Never logged
/// @param number the line's own number when the SIM card does not know it; empty: ask the card
record GsmSettings(
    String commandPort,
    AudioPath audio,
    String audioPort,
    String soundCard,
    String family,
    String pin,
    String number,
    int baudRate,
    CallSettings calls,
    RadioSettings radio,
    RecoverySettings recovery,
    ForwardSettings forwarding,
    VoiceSettings voice,
    BindingSettings binding) {
  private static final Set<String> OWN_KEYS =
      Set.of(
          "command-port",
          "audio",
          "audio-port",
          "sound-card",
          "family",
          "pin",
          "number",
          "baud-rate");

  static final Set<String> KEYS =
      Stream.of(
              OWN_KEYS,
              CallSettings.KEYS,
              RadioSettings.KEYS,
              RecoverySettings.KEYS,
              ForwardSettings.KEYS,
              VoiceSettings.KEYS,
              BindingSettings.KEYS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  GsmSettings {
    requireNonNull(commandPort, "commandPort");
    requireNonNull(audio, "audio");
    requireNonNull(audioPort, "audioPort");
    requireNonNull(soundCard, "soundCard");
    requireNonNull(family, "family");
    requireNonNull(pin, "pin");
    requireNonNull(number, "number");
    requireNonNull(calls, "calls");
    requireNonNull(radio, "radio");
    requireNonNull(recovery, "recovery");
    requireNonNull(forwarding, "forwarding");
    requireNonNull(voice, "voice");
    requireNonNull(binding, "binding");
  }

  static GsmSettings parse(Map<String, String> settings) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(KEYS);
    check(unknown.isEmpty(), "unknown settings " + unknown + "; known are " + new TreeSet<>(KEYS));
    String commandPort = settings.getOrDefault("command-port", "");
    BindingSettings binding = BindingSettings.parse(settings, commandPort);
    String family = settings.getOrDefault("family", Profiles.AUTO);
    check(
        Profiles.names().contains(family),
        "family: '" + family + "' is none of " + Profiles.names());
    String pin = settings.getOrDefault("pin", "");
    check(pin.isEmpty() || pin.matches("[0-9]{4,8}"), "pin: not 4 to 8 digits");
    String number = settings.getOrDefault("number", "");
    check(number.matches("(\\+?[0-9]{1,20})?"), "number: '" + number + "' is no telephone number");
    String port = settings.getOrDefault("audio-port", "");
    String card = settings.getOrDefault("sound-card", "");
    AudioPath audio = audio(settings.get("audio"), port, card);
    return new GsmSettings(
        commandPort,
        audio,
        audio == AudioPath.SERIAL ? port : "",
        audio == AudioPath.SOUND_CARD ? card : "",
        family,
        pin,
        number,
        baudRate(settings),
        CallSettings.parse(settings),
        RadioSettings.parse(settings),
        RecoverySettings.parse(settings),
        ForwardSettings.parse(settings),
        VoiceSettings.parse(settings, audio != AudioPath.NONE),
        binding);
  }

  private static AudioPath audio(@Nullable String word, String port, String card) {
    check(
        port.isEmpty() || card.isEmpty(),
        "audio-port: '" + port + "' and sound-card: '" + card + "': only one of them");
    String otherwise = !port.isEmpty() ? "serial" : card.isEmpty() ? "none" : "sound-card";
    String chosen = word == null ? otherwise : word;
    AudioPath path =
        switch (chosen) {
          case "none" -> AudioPath.NONE;
          case "serial" -> AudioPath.SERIAL;
          case "sound-card" -> AudioPath.SOUND_CARD;
          default ->
              throw new IllegalArgumentException(
                  "audio: '" + chosen + "' is none of serial, sound-card, none");
        };
    check(
        path != AudioPath.SERIAL || port.isEmpty() || port.startsWith("/"),
        "audio-port: '" + port + "' is no absolute path");
    check(
        path != AudioPath.SOUND_CARD || port.isEmpty(),
        "audio: sound-card has no audio-port; '" + port + "' is given");
    return path;
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
