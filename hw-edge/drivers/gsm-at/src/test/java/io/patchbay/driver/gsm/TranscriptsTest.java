package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
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
        "ec25-stray-error",
        "ec25-forwarding",
        "ec25-ussd",
        "ec25-garbage",
        "ec25-maintenance",
        "ec25-denied",
        "denied-by-name",
        "pin-tried-once",
        "pin-last-attempt",
        "no-sim",
        "no-sim-emergency",
        "out-of-step",
        "modem-dies-in-call",
      })
  void theConversationGoesAsWritten(String name) throws IOException {
    new Transcript(WITH_AUDIO).replay(name);
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
  void forwardingIsAskedForAndChangedOnlyWhereTheSettingsWantIt() throws IOException {
    Map<String, String> settings = new HashMap<>(WITH_AUDIO);
    settings.put("forward-busy", "off");
    settings.put("forward-unconditional", "keep");
    settings.put("forward-no-answer", "13900000003");
    Transcript transcript = new Transcript(settings);
    transcript.replay("ec25-forwarding-settings");
    assertEquals("off", transcript.identity("forward-busy"));
    assertEquals("+8613900000003 after 25 s", transcript.identity("forward-no-answer"));
    assertEquals("", transcript.identity("forward-unconditional"));
  }

  @Test
  void aNetworkThatDoesNotForwardAsWantedIsAnAlarmAndTriedAgain() throws IOException {
    Map<String, String> settings = new HashMap<>(WITH_AUDIO);
    settings.put("forward-busy", "13900000003");
    Transcript transcript = new Transcript(settings);
    transcript.replay("ec25-forwarding-refused");
    assertEquals(
        "busy should be 13900000003: the network has off", transcript.alarm("forward-busy"));
    assertEquals(true, transcript.sendsWithin("AT+CCFC=1,2", Duration.ofSeconds(65)));
  }

  @ParameterizedTest
  @CsvSource({
    "forward-busy, on, 'forward-busy: ''on'' is not keep, off or a number'",
    "forward-unconditional, +49 30, 'forward-unconditional: ''+49 30'' is not keep, off or a number'",
    "forward-no-answer-time, 7, 'forward-no-answer-time: ''7'' is not 5, 10, 15, 20, 25 or 30'",
    "forward-no-answer-time, 20, 'forward-no-answer-time: ''20'' is given, but forward-no-answer is keep'",
  })
  void aForwardingSettingThatMakesNoSenseIsRefusedByName(String key, String value, String words) {
    Map<String, String> settings = Map.of("command-port", "/dev/ttyUSB2", key, value);
    assertEquals(
        words,
        assertThrows(IllegalArgumentException.class, () -> GsmSettings.parse(settings))
            .getMessage());
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
