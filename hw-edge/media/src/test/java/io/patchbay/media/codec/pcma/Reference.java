package io.patchbay.media.codec.pcma;

/// A-law by the definition of G.711 table 1: intervals of width 2 in segments 0 and 1, then
/// doubling.
final class Reference {
  private Reference() {}

  static int expand(int octet) {
    int code = (octet ^ 0x55) & 0x7f;
    int lower = 0;
    for (int interval = 0; interval < code; interval++) {
      lower += width(interval);
    }
    int value = 8 * (2 * lower + width(code));
    return (octet & 0x80) == 0 ? -value : value;
  }

  static int compress(int linear) {
    int magnitude = (linear < 0 ? -1 - linear : linear) >> 4;
    int interval = 0;
    int upper = width(0);
    while (interval < 127 && magnitude >= upper) {
      interval++;
      upper += width(interval);
    }
    return (interval | (linear < 0 ? 0 : 0x80)) ^ 0x55;
  }

  private static int width(int interval) {
    return interval < 32 ? 1 : 1 << (interval / 16 - 1);
  }
}
