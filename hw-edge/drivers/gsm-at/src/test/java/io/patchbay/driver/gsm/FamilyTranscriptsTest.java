package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every family has its golden transcript, from start-up to a rejected call; the same files are
/// replayed against the simulated modems.
final class FamilyTranscriptsTest {
  static List<String> families() {
    return Profiles.families();
  }

  /// The family is not named in the settings: the modem's own words must lead to it.
  @ParameterizedTest
  @MethodSource("families")
  void theModemIsRecognisedAndSpokenToAsItsFamilyWants(String family) throws IOException {
    String name = "family/" + family;
    new Transcript(settings(name)).replay(name);
  }

  /// `* key=value` lines are settings.
  private static Map<String, String> settings(String name) throws IOException {
    Map<String, String> settings = new HashMap<>(Map.of("command-port", "/dev/ttyUSB2"));
    String file = "/transcripts/" + name + ".at";
    try (InputStream in = FamilyTranscriptsTest.class.getResourceAsStream(file)) {
      new String(requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("* "))
          .map(line -> line.substring(2).split("=", 2))
          .forEach(pair -> settings.put(pair[0], pair[1]));
    }
    return settings;
  }
}
