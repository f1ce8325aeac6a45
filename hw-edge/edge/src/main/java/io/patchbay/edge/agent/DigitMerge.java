package io.patchbay.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Counts once what is heard twice: a SIM line's digit comes from the modem's detector and in band.
///
/// The modem's word is taken at once; an in-band digit waits a little for the modem's, and counts
/// by itself only when none comes. A value.
///
/// @param reported the modem's digits that an in-band twin may still follow
/// @param heard in-band digits that wait for the modem's
public record DigitMerge(List<Heard> reported, List<Heard> heard) {
  /// How long one source may be behind the other.
  public static final Duration WINDOW = Duration.ofMillis(500);

  /// One digit of one source.
  public record Heard(char digit, Instant at) {
    public Heard {
      requireNonNull(at, "at");
    }
  }

  /// The next value, and whether the digit counts now.
  public record Step(DigitMerge next, List<Character> digits) {
    public Step {
      digits = List.copyOf(digits);
    }
  }

  public DigitMerge {
    reported = List.copyOf(reported);
    heard = List.copyOf(heard);
  }

  public static DigitMerge start() {
    return new DigitMerge(List.of(), List.of());
  }

  /// The modem reports a digit: it counts.
  public Step reported(char digit, Instant at) {
    var waiting = new ArrayList<>(heard);
    var sent = fresh(reported, at);
    if (!take(waiting, digit)) {
      sent.add(new Heard(digit, at));
    }
    return new Step(new DigitMerge(sent, waiting), List.of(digit));
  }

  /// A digit was heard in band: it counts when the modem does not report it in time.
  public Step heard(char digit, Instant at) {
    var waiting = new ArrayList<>(heard);
    var sent = fresh(reported, at);
    if (!take(sent, digit)) {
      waiting.add(new Heard(digit, at));
    }
    return new Step(new DigitMerge(sent, waiting), List.of());
  }

  /// Time has passed: what the modem has not reported counts now.
  public Step expired(Instant at) {
    var waiting = new ArrayList<Heard>();
    var due = new ArrayList<Character>();
    for (Heard one : heard) {
      if (one.at().plus(WINDOW).isAfter(at)) {
        waiting.add(one);
      } else {
        due.add(one.digit());
      }
    }
    return new Step(new DigitMerge(fresh(reported, at), waiting), due);
  }

  private static ArrayList<Heard> fresh(List<Heard> list, Instant at) {
    var kept = new ArrayList<Heard>();
    for (Heard one : list) {
      if (one.at().plus(WINDOW.multipliedBy(2)).isAfter(at)) {
        kept.add(one);
      }
    }
    return kept;
  }

  private static boolean take(List<Heard> list, char digit) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).digit() == digit) {
        list.remove(i);
        return true;
      }
    }
    return false;
  }
}
