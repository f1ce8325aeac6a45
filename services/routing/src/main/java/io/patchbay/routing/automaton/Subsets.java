package io.patchbay.routing.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The deterministic automaton of an [Automaton], shortest numbers first, as far as a bound allows.
/// Immutable once made.
public final class Subsets {
  /// No branch can match any more.
  public static final int DEAD = -1;

  /// Beyond the bound.
  public static final int OPEN = -2;

  private final Automaton automaton;
  private final List<int[]> sets = new ArrayList<>();
  private final List<Integer> parents = new ArrayList<>();
  private final List<int[]> next = new ArrayList<>();
  private final boolean whole;

  /// Walks through all states, at most so many, and at most so much work.
  ///
  /// @param maxWork in positions looked at
  public Subsets(Automaton automaton, int maxStates, long maxWork) {
    this.automaton = automaton;
    Map<Set, Integer> known = new HashMap<>();
    add(automaton.start(), -1); // not known: a number that leads back here is not empty
    long work = 0;
    boolean within = true;
    for (int state = 0; state < sets.size(); state++) {
      int[] set = sets.get(state);
      work += (long) set.length * Keys.COUNT;
      int[] row = new int[Keys.COUNT];
      next.add(row);
      for (int key = 0; key < Keys.COUNT; key++) {
        row[key] = OPEN;
        if (work <= maxWork) {
          Set to = new Set(automaton.step(set, key));
          Integer there = known.get(to);
          if (to.positions.length == 0) {
            row[key] = DEAD;
          } else if (there != null) {
            row[key] = there;
          } else if (sets.size() < maxStates) {
            known.put(to, sets.size());
            row[key] = add(to.positions, state * Keys.COUNT + key);
          }
        }
        within &= row[key] != OPEN;
      }
    }
    whole = within;
  }

  private int add(int[] set, int parent) {
    sets.add(set);
    parents.add(parent);
    return sets.size() - 1;
  }

  /// Were the bounds wide enough? Otherwise some [#next] is [#OPEN].
  public boolean whole() {
    return whole;
  }

  /// How many states there are; the first is 0.
  public int size() {
    return sets.size();
  }

  /// Where a key leads: a state, [#DEAD] or [#OPEN].
  public int next(int state, int key) {
    return next.get(state)[key];
  }

  /// The branches that are complete in a state, in order.
  public int[] complete(int state) {
    return automaton.complete(sets.get(state));
  }

  int[] set(int state) {
    return sets.get(state);
  }

  /// The shortest number that leads to a state; of several the first in the order of [Keys].
  public String example(int state) {
    StringBuilder number = new StringBuilder();
    for (int via = parents.get(state); via >= 0; via = parents.get(via / Keys.COUNT)) {
      number.append(Keys.key(via % Keys.COUNT));
    }
    return number.reverse().toString();
  }

  private static final class Set {
    private final int[] positions;
    private final int hash;

    Set(int[] positions) {
      this.positions = positions;
      hash = Arrays.hashCode(positions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Set set && Arrays.equals(positions, set.positions);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
