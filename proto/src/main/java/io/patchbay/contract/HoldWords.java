package io.patchbay.contract;

import io.patchbay.proto.edge.v1.HoldCalls.Action;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The words for what can be done about the mobile calls of a line's call: `hold`, `swap`,
/// `release-active`, ….
public final class HoldWords {
  private static final String PREFIX = "ACTION_";

  private HoldWords() {}

  /// The action of this word.
  public static Optional<Action> action(String word) {
    return Optional.ofNullable(all().get(word));
  }

  /// All words, in the order of the alphabet.
  public static Set<String> words() {
    return all().keySet();
  }

  private static Map<String, Action> all() {
    Map<String, Action> all = new TreeMap<>();
    for (Action action : Action.values()) {
      if (action != Action.ACTION_UNSPECIFIED && action != Action.UNRECOGNIZED) {
        String word = action.name().substring(PREFIX.length());
        all.put(word.toLowerCase(Locale.ROOT).replace('_', '-'), action);
      }
    }
    return all;
  }
}
