package io.patchbay.routing.list;

import java.util.Arrays;

/// Packed numbers in order, each with the minute it ends in: eight octets a number, twelve when any
/// of them ends. Immutable.
final class Keys {
  /// Of what does not end.
  static final int NEVER = Integer.MAX_VALUE;

  static final Keys NONE = new Keys(new long[0], new int[0]);

  private final long[] sorted;
  private final int[] until;

  private Keys(long[] sorted, int[] until) {
    this.sorted = sorted;
    this.until = until;
  }

  /// Of numbers in any order; of one that is there twice the later end counts.
  ///
  /// @param minutes since the epoch, beside `keys`; nothing is kept of them when all are [#NEVER]
  static Keys of(long[] keys, int[] minutes) {
    long[] distinct = distinct(keys);
    if (Arrays.stream(minutes).allMatch(minute -> minute == NEVER)) {
      return new Keys(distinct, new int[0]);
    }
    int[] until = new int[distinct.length];
    for (int i = 0; i < keys.length; i++) {
      int at = Arrays.binarySearch(distinct, keys[i]);
      until[at] = Math.max(until[at], minutes[i]);
    }
    return new Keys(distinct, until);
  }

  private static long[] distinct(long[] keys) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  /// @param minute since the epoch, now
  boolean has(long key, int minute) {
    int at = Arrays.binarySearch(sorted, key);
    return at >= 0 && (until.length == 0 || minute <= until[at]);
  }

  int size() {
    return sorted.length;
  }

  /// Of its arrays.
  long bytes() {
    return (long) Long.BYTES * sorted.length + (long) Integer.BYTES * until.length;
  }
}
