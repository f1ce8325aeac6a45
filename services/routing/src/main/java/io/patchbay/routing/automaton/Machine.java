package io.patchbay.routing.automaton;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// Finds the first branch that matches a number, one table look-up a digit. Immutable.
///
/// Beyond a bound of states it goes on with sets of positions: slower, as exact, and never more
/// than positions × digits.
public final class Machine {
  /// A longer number matches nothing.
  public static final int MAX_DIGITS = 1000;

  private static final int MAX_STATES = 20_000;
  private static final long MAX_WORK = 20_000_000;

  private final Automaton automaton;
  private final int wanted;
  private final int[] next;
  private final int[] first;
  private final boolean[] grows;
  private final int[][] sets;

  /// A machine for these branches.
  ///
  /// @param wanted the first branch that counts as a match for [#grows]; those before it only hide
  ///   others
  public Machine(Automaton automaton, int wanted) {
    this(automaton, wanted, MAX_STATES, MAX_WORK);
  }

  Machine(Automaton automaton, int wanted, int maxStates, long maxWork) {
    this.automaton = automaton;
    this.wanted = wanted;
    Subsets subsets = new Subsets(automaton, maxStates, maxWork);
    int size = subsets.size();
    next = new int[size * Keys.COUNT];
    first = new int[size];
    sets = subsets.whole() ? new int[0][] : new int[size][];
    for (int state = 0; state < size; state++) {
      first[state] = automaton.first(subsets.set(state));
      if (!subsets.whole()) {
        sets[state] = subsets.set(state);
      }
      for (int key = 0; key < Keys.COUNT; key++) {
        next[state * Keys.COUNT + key] = subsets.next(state, key);
      }
    }
    grows = growing(size);
  }

  /// From which states a longer number leads to a match, found backwards.
  private boolean[] growing(int size) {
    boolean[] growing = new boolean[size];
    Deque<Integer> todo = new ArrayDeque<>();
    int[][] before = new int[size][];
    int[] counts = new int[size];
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] >= 0) {
        counts[next[edge]]++;
      }
    }
    Arrays.setAll(before, state -> new int[counts[state]]);
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] >= 0) {
        before[next[edge]][--counts[next[edge]]] = edge / Keys.COUNT;
      }
    }
    for (int state = 0; state < size; state++) {
      if (first[state] >= wanted || (sets.length > 0 && isOpen(state))) {
        todo.add(state);
      }
      growing[state] = sets.length > 0 && isOpen(state);
    }
    while (!todo.isEmpty()) {
      for (int state : before[todo.remove()]) {
        if (!growing[state]) {
          growing[state] = true;
          todo.add(state);
        }
      }
    }
    return growing;
  }

  private boolean isOpen(int state) {
    for (int key = 0; key < Keys.COUNT; key++) {
      if (next[state * Keys.COUNT + key] == Subsets.OPEN) {
        return true;
      }
    }
    return false;
  }

  /// The first branch that matches all of the number, or -1.
  public int match(CharSequence number) {
    int length = number.length();
    if (length > MAX_DIGITS) {
      return -1;
    }
    int state = 0;
    for (int i = 0; i < length; i++) {
      int key = Keys.index(number.charAt(i));
      if (key < 0) {
        return -1;
      }
      int to = next[state * Keys.COUNT + key];
      if (to < 0) {
        return to == Subsets.DEAD ? -1 : automaton.first(simulated(sets[state], number, i));
      }
      state = to;
    }
    return first[state];
  }

  /// Can a longer number that begins so match a wanted branch?
  public boolean grows(CharSequence number) {
    int state = 0;
    for (int i = 0; i < number.length(); i++) {
      int key = Keys.index(number.charAt(i));
      if (key < 0 || i >= MAX_DIGITS) {
        return false;
      }
      int to = next[state * Keys.COUNT + key];
      if (to < 0) {
        return to == Subsets.OPEN && automaton.goesOn(simulated(sets[state], number, i), wanted);
      }
      state = to;
    }
    return grows[state];
  }

  private int[] simulated(int[] from, CharSequence number, int at) {
    int[] set = from;
    for (int i = at; i < number.length() && set.length > 0; i++) {
      int key = Keys.index(number.charAt(i));
      set = key < 0 ? new int[0] : automaton.step(set, key);
    }
    return set;
  }
}
