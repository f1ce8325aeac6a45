package io.patchbay.sms.route;

import java.time.Duration;
import java.util.List;

/// What follows a refusal. Parts of one message leave by one line, or the recipient could not join
/// them.
public sealed interface Retry {
  /// Ask a line again after a pause, with a new command id.
  record On(String line, Duration pause) implements Retry {}

  /// It will not be sent.
  record GiveUp(String reason) implements Retry {}

  /// First pause after every line was tried.
  Duration FIRST_PAUSE = Duration.ofSeconds(2);

  Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// A modem that answers "timed out" this often for the same command has lost track of it.
  int MOST_UNKNOWN_ANSWERS = 5;

  /// Decides after a certain refusal.
  ///
  /// @param lines allowed, in order; not empty
  /// @param line the one that refused
  /// @param tries refusals so far, this one included, at least 1
  /// @param bound a part of the message has left by this line already
  static Retry after(Refusal refusal, List<String> lines, String line, int tries, boolean bound) {
    return switch (refusal.kind()) {
      case MESSAGE -> new GiveUp(refusal.reason());
      case LINE ->
          bound || tries >= lines.size()
              ? new GiveUp(refusal.reason())
              : new On(next(lines, line), Duration.ZERO);
      case TEMPORARY -> {
        boolean roundOver = bound || tries % lines.size() == 0;
        Duration pause = roundOver ? pause(bound ? tries : tries / lines.size()) : Duration.ZERO;
        yield new On(bound ? line : next(lines, line), pause);
      }
    };
  }

  /// 2 s, 4 s, 8 s, … 5 min.
  ///
  /// @param round from 1
  static Duration pause(int round) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(round, 1) - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static String next(List<String> lines, String line) {
    return lines.get((lines.indexOf(line) + 1) % lines.size());
  }
}
