package io.patchbay.trunk.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.PingSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hysteresis: one lost packet takes no trunk out, one answer does not bring it back.
final class PingMachineTest {
  private static final PingSpec SPEC = PingSpec.newBuilder().setDownAfter(3).setUpAfter(2).build();

  @ParameterizedTest
  @CsvSource({
    "a, u",
    "f, u",
    "ff, u",
    "fff, d",
    "ffaff, u",
    "fffa, d",
    "fffaa, u",
    "fffafa, d",
    "fffafaa, u",
    "affaf, u",
    "aaafff, d"
  })
  void answersAndFailuresInARowDecide(String heard, String state) {
    PingMachine.State ping = PingMachine.State.UNKNOWN;
    for (int i = 0; i < heard.length(); i++) {
      ping =
          heard.charAt(i) == 'a'
              ? PingMachine.answered(ping, SPEC)
              : PingMachine.failed(ping, SPEC);
    }
    assertEquals(state, ping.up() ? "u" : "d");
  }
}
