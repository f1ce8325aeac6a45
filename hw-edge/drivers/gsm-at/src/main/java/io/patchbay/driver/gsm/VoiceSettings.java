package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.audio.Gain;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// A SIM line's settings of its voice.
///
/// @param gainToNetwork dB that the caller is amplified by on the way to the mobile network;
///   absent: as the modem has it
/// @param gainFromNetwork dB for what comes from there
/// @param gainByModem by the modem's own command where the family has one; false: always in our
///   samples
/// @param test what is tested by itself
/// @param echoNumber called by the test; empty: none
/// @param voiceless what becomes of calls that come while the audio does not work
record VoiceSettings(
    OptionalDouble gainToNetwork,
    OptionalDouble gainFromNetwork,
    boolean gainByModem,
    Test test,
    String echoNumber,
    Voiceless voiceless) {
  /// When the audio is tested unasked.
  enum Test {
    OFF,
    /// At each start of the modem, by what costs nothing.
    START,
    /// At each start of the modem by a call.
    CALL
  }

  /// What becomes of a call that nobody could be heard in.
  enum Voiceless {
    /// It is rejected as busy: the network forwards it where it was told to.
    REFUSE,
    /// It rings and nobody is told; the network's no-answer forwarding counts.
    RING,
    /// It is offered like any other.
    OFFER
  }

  static final Set<String> KEYS =
      Set.of(
          "gain-to-network", "gain-from-network", "gain-by", "audio-test", "calls-without-audio");

  VoiceSettings {
    requireNonNull(gainToNetwork, "gainToNetwork");
    requireNonNull(gainFromNetwork, "gainFromNetwork");
    requireNonNull(test, "test");
    requireNonNull(echoNumber, "echoNumber");
    requireNonNull(voiceless, "voiceless");
  }

  /// @param audio whether the line has any
  static VoiceSettings parse(Map<String, String> settings, boolean audio) {
    String by = settings.getOrDefault("gain-by", "modem");
    check(by.equals("modem") || by.equals("samples"), "gain-by", by, "is none of modem, samples");
    String word = settings.getOrDefault("audio-test", "start");
    boolean number = word.matches("\\+?[0-9*#]{2,20}");
    check(
        number || word.equals("start") || word.equals("off"),
        "audio-test",
        word,
        "is none of start, off, nor the number of an echo");
    check(audio || !number, "audio-test", word, "calls a number, but the line has no audio");
    return new VoiceSettings(
        gain("gain-to-network", settings, audio),
        gain("gain-from-network", settings, audio),
        by.equals("modem"),
        number ? Test.CALL : word.equals("off") ? Test.OFF : Test.START,
        number ? word : "",
        voiceless(settings.getOrDefault("calls-without-audio", "refuse")));
  }

  private static Voiceless voiceless(String word) {
    return switch (word) {
      case "refuse" -> Voiceless.REFUSE;
      case "ring" -> Voiceless.RING;
      case "offer" -> Voiceless.OFFER;
      default ->
          throw new IllegalArgumentException(
              "calls-without-audio: '" + word + "' is none of refuse, ring, offer");
    };
  }

  private static OptionalDouble gain(String key, Map<String, String> settings, boolean audio) {
    String text = settings.get(key);
    if (text == null) {
      return OptionalDouble.empty();
    }
    check(audio, key, text, "is given, but the line has no audio");
    boolean number = text.matches("[-+]?[0-9]{1,2}(\\.[0-9]{1,2})?");
    double db = number ? Double.parseDouble(text) : Double.NaN;
    check(Math.abs(db) <= Gain.MOST_DB, key, text, "is not -24 to 24 dB");
    return OptionalDouble.of(db);
  }

  private static void check(boolean good, String key, String value, String trouble) {
    if (!good) {
      throw new IllegalArgumentException(key + ": '" + value + "' " + trouble);
    }
  }
}
