package io.patchbay.routing;

import java.util.Map;

/// Where a decision reads the condition of lines. Called on the deciding thread; must not block.
@FunctionalInterface
public interface LineStates {
  /// What is known about a line, by its name.
  LineUse of(String line);

  /// Nothing is known about any line.
  static LineStates unknown() {
    return line -> LineUse.UNKNOWN;
  }

  /// Fixed conditions; lines that are not there are unknown.
  static LineStates of(Map<String, LineUse> uses) {
    Map<String, LineUse> copy = Map.copyOf(uses);
    return line -> copy.getOrDefault(line, LineUse.UNKNOWN);
  }
}
