package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.call.CallWaiting;
import io.patchbay.line.LineCommand.Presentation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a SIM line makes and takes calls.
///
/// @param waiting what becomes of a caller who waits
/// @param subscribed whether the network is told so: with a word in setting `call-waiting` it is,
///   without one the subscription stays as it is
/// @param clir for calls that say nothing themselves
/// @param dialTimeout from dialling to the answer; zero: no limit of ours
/// @param noRingTimeout from dialling to the first ring; zero: no limit of ours
/// @param redials how often a call is dialled again when the network failed
/// @param service dialled in place of every number, which then goes there by tones; empty: none
record CallSettings(
    CallWaiting waiting,
    boolean subscribed,
    Presentation clir,
    Duration dialTimeout,
    Duration noRingTimeout,
    int redials,
    String service) {
  static final Set<String> KEYS =
      Set.of(
          "call-waiting",
          "clir",
          "dial-timeout-s",
          "no-ring-timeout-s",
          "auto-redial",
          "special-dial");

  private static final int MOST_SECONDS = 600;
  private static final int MOST_REDIALS = 5;

  CallSettings {
    requireNonNull(waiting, "waiting");
    requireNonNull(clir, "clir");
    requireNonNull(dialTimeout, "dialTimeout");
    requireNonNull(noRingTimeout, "noRingTimeout");
    requireNonNull(service, "service");
  }

  static CallSettings parse(Map<String, String> settings) {
    return new CallSettings(
        waiting(settings.getOrDefault("call-waiting", "off")),
        settings.containsKey("call-waiting"),
        clir(settings.getOrDefault("clir", "default")),
        seconds("dial-timeout-s", settings),
        seconds("no-ring-timeout-s", settings),
        redials(settings.getOrDefault("auto-redial", "off")),
        service(settings.getOrDefault("special-dial", "")));
  }

  private static CallWaiting waiting(String word) {
    return switch (word) {
      case "off" -> CallWaiting.OFF;
      case "1" -> CallWaiting.ANSWER;
      case "2" -> CallWaiting.KEYS;
      case "3" -> CallWaiting.GREET;
      default -> throw wrong("call-waiting", word, "is none of off, 1, 2, 3");
    };
  }

  private static Presentation clir(String word) {
    return switch (word) {
      case "default" -> Presentation.DEFAULT;
      case "allowed" -> Presentation.ALLOWED;
      case "restricted" -> Presentation.RESTRICTED;
      default -> throw wrong("clir", word, "is none of default, allowed, restricted");
    };
  }

  private static Duration seconds(String key, Map<String, String> settings) {
    String text = settings.getOrDefault(key, "0");
    return whole(text, MOST_SECONDS)
        .map(Duration::ofSeconds)
        .orElseThrow(() -> wrong(key, text, "is not 0 (no limit) to " + MOST_SECONDS));
  }

  private static int redials(String text) {
    return text.equals("off")
        ? 0
        : whole(text, MOST_REDIALS)
            .orElseThrow(() -> wrong("auto-redial", text, "is not off or 0 to " + MOST_REDIALS));
  }

  private static String service(String text) {
    if (!text.matches("(M1:\\+?[0-9]{1,20})?")) {
      throw wrong("special-dial", text, "is not M1: and a number, such as M1:91000");
    }
    return text.isEmpty() ? "" : text.substring(text.indexOf(':') + 1);
  }

  private static Optional<Integer> whole(String text, int most) {
    int value = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    return value < 0 || value > most ? Optional.empty() : Optional.of(value);
  }

  private static IllegalArgumentException wrong(String key, String value, String why) {
    return new IllegalArgumentException(key + ": '" + value + "' " + why);
  }
}
