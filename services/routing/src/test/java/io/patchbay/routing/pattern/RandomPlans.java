package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Alternative.Role;
import io.patchbay.routing.pattern.Part.Replacement;
import io.patchbay.routing.pattern.Part.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Plans by chance: every tree the grammar can write, over a few keys so that they meet.
final class RandomPlans {
  private static final List<Repeat> REPEATS =
      List.of(Repeat.ONCE, Repeat.ONCE, Repeat.ONCE, Repeat.SOME, Repeat.ANY);

  private final SplittableRandom random;
  private final int keys;

  /// @param keys how many of [Keys] literals and sets are taken from
  RandomPlans(SplittableRandom random, int keys) {
    this.random = random;
    this.keys = keys;
  }

  List<Alternative> plan(int alternatives, int parts) {
    List<Alternative> plan = new ArrayList<>();
    for (int n = random.nextInt(1, alternatives + 1); n > 0; n--) {
      plan.add(alternative(parts));
    }
    return plan;
  }

  Alternative alternative(int most) {
    List<Part> parts = new ArrayList<>();
    int count = random.nextInt(1, most + 1);
    boolean digits = false;
    while (parts.size() < count || !digits) {
      Part part = part(!digits);
      parts.add(part);
      digits |= !(part instanceof Replacement(String old, _) && old.isEmpty());
    }
    Role role =
        switch (random.nextInt(6)) {
          case 0 -> Role.EXCLUDE;
          case 1 -> Role.LINE;
          default -> Role.NORMAL;
        };
    return new Alternative(role, parts);
  }

  private Part part(boolean first) {
    if (first && keys == Keys.COUNT && random.nextInt(10) == 0) {
      return new Symbols(Keys.bit('+'), Repeat.ONCE);
    }
    if (random.nextInt(5) == 0) {
      return new Replacement(number(0, 3, keys), number(0, 3, Keys.COUNT));
    }
    Repeat repeat = REPEATS.get(random.nextInt(5));
    return new Symbols(set(), repeat);
  }

  private int set() {
    int most = Math.min(keys, 16);
    return switch (random.nextInt(4)) {
      case 0 -> Keys.DIGITS;
      case 1 -> 1 << random.nextInt(most);
      default -> random.nextInt(1, 1 << most);
    };
  }

  String number(int least, int most, int among) {
    StringBuilder number = new StringBuilder();
    for (int n = random.nextInt(least, most + 1); n > 0; n--) {
      number.append(Keys.key(random.nextInt(among)));
    }
    return number.toString();
  }
}
