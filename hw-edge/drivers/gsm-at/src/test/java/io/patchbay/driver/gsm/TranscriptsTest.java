package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations with modems, word for word.
final class TranscriptsTest {
  private static final Map<String, String> WITH_AUDIO =
      Map.of("command-port", "/dev/ttyUSB2", "audio-port", "/dev/ttyUSB1", "pin", "1234");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec25-set-up",
        "ec25-outgoing-call",
        "ec25-incoming-call",
        "ec25-causes",
        "ec25-volte",
        "ec25-stray-call",
        "left-over-call",
        "ec25-messages",
        "ec25-late-message",
        "ec25-ussd",
        "ec25-garbage",
        "ec25-maintenance",
        "pin-tried-once",
        "no-sim",
        "no-sim-emergency",
        "out-of-step",
      })
  void theConversationGoesAsWritten(String name) throws IOException {
    new Transcript(WITH_AUDIO).replay(name);
  }

  @Test
  void threeUnansweredCommandsDropThePort() throws IOException {
    Transcript transcript = new Transcript(WITH_AUDIO);
    transcript.replay("modem-dies-in-call");
    assertEquals(true, transcript.closed());
  }

  @Test
  void theRadioIsAsTheSettingsSayAndWhatTheyDoNotSayIsLeftAlone() throws IOException {
    new Transcript(
            Map.of(
                "command-port", "/dev/ttyUSB2",
                "audio-port", "/dev/ttyUSB1",
                "operator", "46001",
                "gprs", "off",
                "technology", "lte",
                "cell", "rotate",
                "cell-reason", "interference",
                "cell-after-calls", "1"))
        .replay("ec25-radio");
  }

  @Test
  void aModemOfNoKnownFamilyIsAskedForItsCalls() throws IOException {
    new Transcript(Map.of("command-port", "/dev/ttyUSB0", "family", "generic"))
        .replay("generic-outgoing-call");
  }

  @ParameterizedTest
  @CsvSource({
    "1, call-waiting-1",
    "2, call-waiting-2",
    "3, call-waiting-3",
    "2, call-waiting-taken-over",
    "2, call-hold",
  })
  void aSecondCallIsServedAsTheLineIsSet(String mode, String name) throws IOException {
    Map<String, String> settings = new HashMap<>(WITH_AUDIO);
    settings.put("call-waiting", mode);
    new Transcript(settings).replay(name);
  }

  @ParameterizedTest
  @CsvSource({
    "dial-timeouts, no-ring-timeout-s=2 dial-timeout-s=3",
    "auto-redial, auto-redial=2",
    "clir, clir=restricted",
    "special-dial, special-dial=M1:91000",
    "hang-ups, clir=default",
  })
  void aCallIsPlacedAsTheLineIsSet(String name, String words) throws IOException {
    Map<String, String> settings = new HashMap<>(WITH_AUDIO);
    for (String word : words.split(" ", -1)) {
      int equals = word.indexOf('=');
      settings.put(word.substring(0, equals), word.substring(equals + 1));
    }
    new Transcript(settings).replay(name);
  }
}
