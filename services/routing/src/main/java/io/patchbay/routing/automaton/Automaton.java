package io.patchbay.routing.automaton;

import java.util.Arrays;
import java.util.List;

/// Branches side by side, each a row of elements; a set of positions says how far each has come.
///
/// A branch of n elements has n + 1 positions, the last of which means that it is complete. Sets
/// are sorted arrays. Immutable.
public final class Automaton {
  private static final int END = -1;

  private final int[] keys;
  private final Repeat[] repeats;
  private final int[] branches;
  private final int[] starts;

  /// An automaton of these branches; they are known by their place in the list.
  public Automaton(List<List<Element>> rows) {
    int size = rows.stream().mapToInt(row -> row.size() + 1).sum();
    keys = new int[size];
    repeats = new Repeat[size];
    branches = new int[size];
    starts = new int[rows.size()];
    int at = 0;
    for (int branch = 0; branch < rows.size(); branch++) {
      starts[branch] = at;
      for (Element element : rows.get(branch)) {
        keys[at] = element.keys();
        repeats[at] = element.repeat();
        branches[at++] = branch;
      }
      keys[at] = END;
      repeats[at] = Repeat.ONCE;
      branches[at++] = branch;
    }
  }

  /// How many branches it has.
  public int branches() {
    return starts.length;
  }

  /// Where everything begins.
  int[] start() {
    Targets targets = new Targets(starts.length);
    for (int start : starts) {
      reach(start, targets);
    }
    return targets.toArray();
  }

  /// Where a key leads.
  ///
  /// Each position leads to itself or those right behind it without a gap: what comes out in order
  /// and is greater than the last one put there is new.
  int[] step(int[] set, int key) {
    Targets targets = new Targets(set.length);
    for (int at : set) {
      if (keys[at] != END && (keys[at] >>> key & 1) != 0) {
        if (repeats[at] == Repeat.ANY) {
          reach(at, targets);
        } else {
          if (repeats[at] == Repeat.SOME) {
            targets.add(at);
          }
          reach(at + 1, targets);
        }
      }
    }
    return targets.toArray();
  }

  /// This position, and those behind it that need no key.
  private void reach(int position, Targets targets) {
    int at = position;
    targets.add(at);
    while (repeats[at] == Repeat.ANY) {
      targets.add(++at);
    }
  }

  /// The branches that are complete, in order.
  int[] complete(int[] set) {
    return Arrays.stream(set).filter(at -> keys[at] == END).map(at -> branches[at]).toArray();
  }

  /// The first branch that is complete, or -1.
  int first(int[] set) {
    for (int at : set) {
      if (keys[at] == END) {
        return branches[at];
      }
    }
    return -1;
  }

  /// Can a branch from this one on still go on?
  boolean goesOn(int[] set, int firstBranch) {
    for (int at : set) {
      if (keys[at] != END && branches[at] >= firstBranch) {
        return true;
      }
    }
    return false;
  }

  private static final class Targets {
    private int[] values;
    private int count;

    Targets(int expected) {
      values = new int[expected + 4];
    }

    void add(int value) {
      if (count > 0 && value <= values[count - 1]) {
        return;
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    int[] toArray() {
      return Arrays.copyOf(values, count);
    }
  }
}
