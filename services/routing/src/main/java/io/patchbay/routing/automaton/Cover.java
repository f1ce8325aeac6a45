package io.patchbay.routing.automaton;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Which branch decides which numbers when the first that matches wins. The empty number is none.
///
/// Exact when [#whole]; otherwise what it found is so, and what it did not find may be. Immutable.
public final class Cover {
  private static final int MAX_STATES = 100_000;
  private static final long MAX_WORK = 100_000_000;
  private static final int MAX_PAIRS = 1000;
  private static final int NONE = -1;

  private final Subsets subsets;
  private final int[] matched;
  private final int[] decides;
  private final Map<Pair, Integer> pairs = new LinkedHashMap<>();

  public Cover(Automaton automaton) {
    this(automaton, MAX_STATES, MAX_WORK);
  }

  Cover(Automaton automaton, int maxStates, long maxWork) {
    subsets = new Subsets(automaton, maxStates, maxWork);
    matched = new int[automaton.branches()];
    decides = new int[automaton.branches()];
    Arrays.fill(matched, NONE);
    Arrays.fill(decides, NONE);
    for (int state = 1; state < subsets.size(); state++) {
      visit(state, subsets.complete(state));
    }
  }

  private void visit(int state, int[] complete) {
    for (int branch : complete) {
      if (matched[branch] == NONE) {
        matched[branch] = state;
      }
      if (branch == complete[0]) {
        if (decides[branch] == NONE) {
          decides[branch] = state;
        }
      } else if (pairs.size() < MAX_PAIRS) {
        pairs.putIfAbsent(new Pair(complete[0], branch), state);
      }
    }
  }

  /// Were all states within the bound?
  public boolean whole() {
    return subsets.whole();
  }

  /// The shortest number that a branch matches.
  public Optional<String> matched(int branch) {
    return example(matched[branch]);
  }

  /// The shortest number that a branch matches and none before it.
  public Optional<String> decided(int branch) {
    return example(decides[branch]);
  }

  private Optional<String> example(int state) {
    return state == NONE ? Optional.empty() : Optional.of(subsets.example(state));
  }

  /// Who takes numbers from whom, each with the shortest such number; at most 1000.
  public Map<Pair, String> pairs() {
    Map<Pair, String> examples = new LinkedHashMap<>();
    pairs.forEach((pair, state) -> examples.put(pair, subsets.example(state)));
    return examples;
  }

  /// The branches that take numbers from one.
  public NavigableSet<Integer> takers(int branch) {
    NavigableSet<Integer> takers = new TreeSet<>();
    for (int state = 1; state < subsets.size(); state++) {
      int[] complete = subsets.complete(state);
      if (complete.length > 1 && Arrays.binarySearch(complete, branch) > 0) {
        takers.add(complete[0]);
      }
    }
    return takers;
  }

  /// Two branches that match one number.
  ///
  /// @param taker decides it
  /// @param taken would, without the taker and others before it
  public record Pair(int taker, int taken) {}
}
