package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.call.CallWaiting;
import io.patchbay.line.LineCommand.Presentation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallSettingsTest {
  @Test
  void withoutAWordEverythingIsAsTheNetworkHasIt() {
    CallSettings usual = CallSettings.parse(Map.of());
    assertEquals(
        new CallSettings(
            CallWaiting.OFF, false, Presentation.DEFAULT, Duration.ZERO, Duration.ZERO, 0, ""),
        usual);
  }

  @Test
  void everySettingIsRead() {
    assertEquals(
        new CallSettings(
            CallWaiting.KEYS,
            true,
            Presentation.RESTRICTED,
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            3,
            "91000"),
        GsmSettings.parse(
                Map.of(
                    "command-port", "/dev/ttyUSB2",
                    "call-waiting", "2",
                    "clir", "restricted",
                    "dial-timeout-s", "60",
                    "no-ring-timeout-s", "20",
                    "auto-redial", "3",
                    "special-dial", "M1:91000"))
            .calls());
  }

  @ParameterizedTest
  @CsvSource({
    "call-waiting, 4",
    "call-waiting, on",
    "clir, hidden",
    "dial-timeout-s, 601",
    "dial-timeout-s, -1",
    "no-ring-timeout-s, soon",
    "auto-redial, 6",
    "special-dial, 91000",
    "special-dial, M1:",
    "special-dial, M2:91000",
  })
  void whatIsNoSettingIsNamed(String key, String value) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> CallSettings.parse(Map.of(key, value)));
    assertTrue(
        String.valueOf(wrong.getMessage()).startsWith(key + ": '" + value + "'"),
        wrong.getMessage());
  }
}
