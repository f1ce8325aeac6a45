package io.patchbay.driver.gsm;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "ec25-messages",
        "ec25-late-message",
        "ec25-ussd",
        "ec25-garbage",
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
  void aModemOfNoKnownFamilyIsAskedForItsCalls() throws IOException {
    new Transcript(Map.of("command-port", "/dev/ttyUSB0", "family", "generic"))
        .replay("generic-outgoing-call");
  }
}
