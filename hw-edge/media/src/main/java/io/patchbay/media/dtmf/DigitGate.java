package io.patchbay.media.dtmf;

/// Counts once what comes more than once: the same digit in band, by RFC 4733 and by SIP INFO.
///
/// Each digit of one source has at most one twin in each other source; a twin begins within 500 ms
/// of the first to come. So a peer that sends digits in two ways is heard once each, and a digit
/// that is pressed twice is heard twice. Time is in milliseconds of any clock. Allocates nothing
/// after construction; used by one thread.
public final class DigitGate {
  /// A way for digits to come in.
  public enum Source {
    INBAND(0),
    RFC4733(1),
    INFO(2);

    private final int index;

    Source(int index) {
      this.index = index;
    }
  }

  /// How long one source may be behind another.
  public static final int WINDOW_MILLIS = 500;

  private static final int SOURCES = Source.values().length;
  private static final int MEMORY = 16;

  /// The last digits that counted: what, when, and a bit for each source that brought it.
  private final char[] digits = new char[MEMORY];

  private final long[] times = new long[MEMORY];
  private final int[] brought = new int[MEMORY];
  private int next;

  /// Whether the digit that each source brings now has counted.
  private final boolean[] counts = new boolean[SOURCES];

  /// A source brings a digit.
  ///
  /// @return whether it counts; false: another source has brought it already
  public boolean began(Source source, char digit, long nowMillis) {
    int bit = 1 << source.index;
    for (int i = 0; i < MEMORY; i++) {
      int at = (next + i) % MEMORY; // oldest first
      boolean twin =
          digits[at] == digit
              && nowMillis - times[at] <= WINDOW_MILLIS
              && (brought[at] & bit) == 0
              && brought[at] != 0;
      if (twin) {
        brought[at] |= bit;
        counts[source.index] = false;
        return false;
      }
    }
    digits[next] = digit;
    times[next] = nowMillis;
    brought[next] = bit;
    next = (next + 1) % MEMORY;
    counts[source.index] = true;
    return true;
  }

  /// Whether the digit that the source has brought last was the first of its kind to come.
  public boolean counted(Source source) {
    return counts[source.index];
  }
}
