package io.patchbay.media.tone;

/// Follows the on and off times of one pattern in steps of 20 ms.
///
/// A cadence is recognised after two whole cycles, or one when a cycle is 2 s or longer; then the
/// next recognition needs the tone to have gone first.
final class CadenceMatcher {
  private static final int STEP_MILLIS = 20;
  private static final int LONG_CYCLE_MILLIS = 2000;

  private final TonePattern pattern;

  /// On and off times in turn; empty for a continuous tone.
  private final int[] segments;

  private final int needed;
  private boolean on;
  private int lastedMillis;
  private int matched;
  private boolean reported;

  CadenceMatcher(TonePattern pattern) {
    this.pattern = pattern;
    int pulses = pattern.continuous() ? 0 : pattern.cadence().size();
    segments = new int[2 * pulses];
    int cycle = 0;
    for (int i = 0; i < pulses; i++) {
      segments[2 * i] = pattern.cadence().get(i).onMillis();
      segments[2 * i + 1] = pattern.cadence().get(i).offMillis();
      cycle += segments[2 * i] + segments[2 * i + 1];
    }
    needed = cycle >= LONG_CYCLE_MILLIS ? segments.length : 2 * segments.length;
  }

  /// Goes on by one step.
  ///
  /// @param sounds whether the frequencies are there in this step
  /// @return true when the pattern is recognised now
  boolean step(boolean sounds) {
    if (sounds == on) {
      lastedMillis += STEP_MILLIS;
      return segments.length == 0 ? continuous() : overdue();
    }
    boolean found = segments.length > 0 && ended();
    on = sounds;
    lastedMillis = STEP_MILLIS;
    return found;
  }

  private boolean continuous() {
    if (!on) {
      reported &= lastedMillis < 200;
      return false;
    }
    boolean found = !reported && lastedMillis >= pattern.continuousMillis();
    reported |= found;
    return found;
  }

  /// A segment has ended; it counts when its length fits the expected one.
  private boolean ended() {
    int expected = matched % segments.length;
    boolean turn = (expected % 2 == 0) == on;
    if (turn && fits(segments[expected])) {
      matched++;
    } else {
      matched = on && fits(segments[0]) ? 1 : 0;
      reported = false;
    }
    boolean found = !reported && matched >= needed;
    reported |= found;
    return found;
  }

  /// A segment lasts longer than it may: the cadence is broken.
  private boolean overdue() {
    int expected = matched % segments.length;
    boolean turn = (expected % 2 == 0) == on;
    if (turn && matched > 0 && lastedMillis > segments[expected] + tolerance(segments[expected])) {
      matched = 0;
      reported = false;
    }
    return false;
  }

  private boolean fits(int millis) {
    return Math.abs(lastedMillis - millis) <= tolerance(millis);
  }

  private int tolerance(int millis) {
    return pattern.toleranceMillis() + millis * 15 / 100;
  }
}
