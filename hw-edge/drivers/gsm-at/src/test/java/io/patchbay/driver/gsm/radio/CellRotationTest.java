package io.patchbay.driver.gsm.radio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.radio.CellSettings.Mode;
import io.patchbay.line.Cell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// AT-183: rotation of base stations.
final class CellRotationTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private final SplittableRandom random = new SplittableRandom(183);

  private static CellSettings settings(
      int most,
      int from,
      int to,
      int calls,
      int failures,
      Set<Integer> allowed,
      Set<Integer> denied) {
    return new CellSettings(
        Mode.ROTATE,
        -1,
        most,
        Duration.ofMinutes(from),
        Duration.ofMinutes(to),
        calls,
        failures,
        allowed,
        denied);
  }

  private static List<Cell> heard(int... channels) {
    return java.util.stream.IntStream.range(0, channels.length)
        .mapToObj(i -> new Cell(i == 0, "GSM", channels[i], 12, -60 - i, "", "", ""))
        .toList();
  }

  @Test
  void theNextIsDueAtARandomMomentOfTheInterval() {
    for (int i = 0; i < 1_000; i++) {
      var rotation = CellRotation.start(settings(3, 30, 50, 0, 0, Set.of(), Set.of()), 0, random);
      assertEquals(Optional.empty(), rotation.reason(30 * MINUTE - 1));
      assertEquals(Optional.of("the interval is over"), rotation.reason(50 * MINUTE));
    }
    long some = CellRotation.start(settings(3, 30, 50, 0, 0, Set.of(), Set.of()), 0, random).due();
    long other = CellRotation.start(settings(3, 30, 50, 0, 0, Set.of(), Set.of()), 0, random).due();
    assertTrue(some != other, "by chance");
  }

  @Test
  void afterSoManyCallsAndAfterSoManyFailuresInARow() {
    var rotation = CellRotation.start(settings(3, 0, 0, 3, 2, Set.of(), Set.of()), 0, random);
    rotation = rotation.called(true).called(false);
    assertEquals(Optional.empty(), rotation.reason(MINUTE));
    assertEquals(Optional.of("3 calls were made"), rotation.called(false).reason(MINUTE));
    assertEquals(
        Optional.of("2 calls in a row failed"), rotation.called(true).called(true).reason(MINUTE));
  }

  @Test
  void notMoreOftenThanEveryFiveMinutes() {
    var rotation =
        CellRotation.start(settings(3, 0, 0, 1, 0, Set.of(), Set.of()), 0, random)
            .changed(17, 0, random)
            .called(false);
    assertEquals(Optional.empty(), rotation.reason(5 * MINUTE - 1));
    assertTrue(rotation.reason(5 * MINUTE).isPresent());
  }

  @Test
  void theThreeStrongestAreTakenInTurn() {
    var rotation = CellRotation.start(settings(3, 30, 30, 0, 0, Set.of(), Set.of()), 0, random);
    assertEquals(62, rotation.choose(heard(45, 62, 17, 94, 112)).orElseThrow().channel());
    assertEquals(17, rotation.choose(heard(62, 45, 17, 94, 112)).orElseThrow().channel());
    assertEquals(45, rotation.choose(heard(17, 62, 45, 94, 112)).orElseThrow().channel());
  }

  @Test
  void onlyAllowedStationsAndNoneThatIsDenied() {
    var white = CellRotation.start(settings(7, 30, 30, 0, 0, Set.of(94), Set.of()), 0, random);
    assertEquals(94, white.choose(heard(45, 62, 17, 94)).orElseThrow().channel());
    assertEquals(Optional.empty(), white.choose(heard(94, 62, 17)));
    var black = CellRotation.start(settings(7, 30, 30, 0, 0, Set.of(), Set.of(62)), 0, random);
    assertEquals(17, black.choose(heard(45, 62, 17)).orElseThrow().channel());
    assertEquals(Optional.empty(), black.choose(heard(45, 62)));
  }

  @Test
  void nothingHeardMeansNothingIsChanged() {
    var rotation = CellRotation.start(settings(7, 30, 30, 0, 0, Set.of(), Set.of()), 0, random);
    assertEquals(Optional.empty(), rotation.choose(List.of()));
  }
}
