package io.patchbay.routing.automaton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineTest {
  private static final List<Repeat> REPEATS = List.of(Repeat.values());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aNarrowBoundChangesNothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      Automaton automaton = automaton(random);
      Machine wide = new Machine(automaton, 0);
      Machine narrow = new Machine(automaton, 0, random.nextInt(1, 6), 1000);
      Machine none = new Machine(automaton, 0, 1, 0);
      for (int n = 0; n < 50; n++) {
        String number = number(random);
        String where = seed + ": " + number;
        assertEquals(wide.match(number), narrow.match(number), where);
        assertEquals(wide.match(number), none.match(number), where);
        assertEquals(wide.grows(number), narrow.grows(number), where);
        assertEquals(wide.grows(number), none.grows(number), where);
      }
    }
  }

  /// Which digit stood 16 places before the end wants 2^16 states of a deterministic automaton.
  @Test
  void aPlanOfExponentiallyManyStatesIsMatchedAllTheSame() {
    List<Element> row = new ArrayList<>(List.of(element(Keys.DIGITS, Repeat.ANY)));
    row.add(element(Keys.bit('1'), Repeat.ONCE));
    row.addAll(Collections.nCopies(16, element(Keys.DIGITS, Repeat.ONCE)));
    Automaton automaton = new Automaton(Collections.nCopies(3, row));
    assertFalse(new Subsets(automaton, 20_000, Long.MAX_VALUE).whole());
    Machine machine = new Machine(automaton, 0);
    assertEquals(0, machine.match("2".repeat(500) + "1" + "2".repeat(16)));
    assertEquals(-1, machine.match("1".repeat(500) + "2" + "1".repeat(16)));
    assertTrue(machine.grows("1".repeat(100)));
  }

  @Test
  void whatCannotBeDialledMatchesNothing() {
    Machine machine =
        new Machine(new Automaton(List.of(List.of(element(Keys.ALL, Repeat.SOME)))), 0);
    assertEquals(0, machine.match("+0123456789*#ABCDabcd"));
    for (String wrong : List.of("", "1e", "1\u0661", "\uD83D\uDE00", "1".repeat(1001))) {
      assertEquals(-1, machine.match(wrong), wrong);
    }
  }

  private static Automaton automaton(SplittableRandom random) {
    List<List<Element>> rows = new ArrayList<>();
    for (int n = random.nextInt(1, 5); n > 0; n--) {
      List<Element> row = new ArrayList<>();
      for (int m = random.nextInt(1, 6); m > 0; m--) {
        row.add(element(random.nextInt(1, 8), REPEATS.get(random.nextInt(3))));
      }
      rows.add(row);
    }
    return new Automaton(rows);
  }

  private static String number(SplittableRandom random) {
    StringBuilder number = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      number.append(random.nextInt(4));
    }
    return number.toString();
  }

  private static Element element(int keys, Repeat repeat) {
    return new Element(keys, repeat);
  }
}
