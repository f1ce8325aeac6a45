package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a line heals itself.
///
/// @param steps whether anything is done for a modem that fails; else its port is opened anew
/// @param powerCommand program and arguments that take the modem's power away and give it back;
///   empty: there is none. Never logged
/// @param registration so long without registration, the card being ready, is a failure; zero:
///   never
record RecoverySettings(boolean steps, List<String> powerCommand, Duration registration) {
  static final Set<String> KEYS = Set.of("recovery", "power-command", "registration-timeout");

  /// The environment variable that names the programs, with colons between.
  static final String PROGRAMS = "PATCHBAY_POWER_PROGRAMS";

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)|(\\S)");
  private static final int MOST_WORDS = 32;

  RecoverySettings {
    powerCommand = List.copyOf(powerCommand);
    requireNonNull(registration, "registration");
  }

  static RecoverySettings parse(Map<String, String> settings) {
    String word = settings.getOrDefault("recovery", "on");
    check(word.equals("on") || word.equals("off"), "recovery: '" + word + "' is not on or off");
    List<String> command = words(settings.getOrDefault("power-command", ""));
    check(
        command.isEmpty() || command.getFirst().startsWith("/"),
        "power-command: its program is no absolute path");
    String seconds = settings.getOrDefault("registration-timeout", "300");
    int patience = seconds.matches("[0-9]{1,5}") ? Integer.parseInt(seconds) : -1;
    check(
        patience == 0 || (patience >= 10 && patience <= 86_400),
        "registration-timeout: '" + seconds + "' is not 0 or 10 to 86400 seconds");
    return new RecoverySettings(word.equals("on"), command, Duration.ofSeconds(patience));
  }

  /// Words between blanks; quotes keep blanks together. No shell reads them.
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      check(word.group(3) == null, "power-command: a quote is not closed");
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    check(words.size() <= MOST_WORDS, "power-command: more than " + MOST_WORDS + " words");
    return words;
  }

  private static void check(boolean good, String message) {
    if (!good) {
      throw new IllegalArgumentException(message);
    }
  }

  /// Documents come from far away: which programs they may have run is said on the machine itself.
  ///
  /// @param programs absolute paths
  /// @throws IllegalArgumentException the program is none of them
  void runsOnly(Set<String> programs) {
    check(
        powerCommand.isEmpty() || programs.contains(powerCommand.getFirst()),
        "power-command: its program is none of those that this edge may run (%s): %s"
            .formatted(PROGRAMS, programs));
  }

  @Override
  public String toString() {
    return "RecoverySettings[" + steps + ", " + registration + "]";
  }
}
