package io.patchbay.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.simulator.world.WorldSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ServeWordsTest {
  private static List<String> families(String... words) {
    WorldSettings world = ServeWords.parse(List.of(words)).world();
    return IntStream.rangeClosed(1, world.simLines())
        .mapToObj(line -> world.modems().apply(line).dialect().family())
        .toList();
  }

  @Test
  void modemsAreOfTheFamiliesAskedForAndOfTheLastOneBeyond() {
    assertEquals(
        List.of("huawei", "simcom-sim7600", "simcom-sim7600"),
        families("--dir", "x", "--sim-lines", "3", "--families", "huawei,simcom-sim7600"));
    assertEquals(List.of("quectel-ec2x"), families("--dir", "x", "--sim-lines", "1"));
  }

  @Test
  void anUnknownFamilyIsNamedTogetherWithTheKnownOnes() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class, () -> families("--dir", "x", "--families", "nokia"));
    assertEquals(
        "family 'nokia': one of quectel-ec2x, quectel-uc20, quectel-m35, simcom-sim7600,"
            + " simcom-sim800, huawei, telit-le910, u-blox, generic",
        wrong.getMessage());
  }
}
