package io.patchbay.media.session;

/// RTP timestamps of any clock rate as samples at 8 kHz, across wraps and changes of the codec.
final class MediaTime {
  private int last;
  private int lastUnits = 1;
  private int samples;
  private int rest;
  private boolean started;

  void restart() {
    started = false;
  }

  /// @param units of the clock to one sample, 1 for 8000
  int samples(int timestamp, int units) {
    if (!started || units != lastUnits) {
      // a clock of another rate begins anew; the jitter buffer then does, too
      samples = units == 1 ? timestamp : Integer.divideUnsigned(timestamp, units);
      rest = units == 1 ? 0 : Integer.remainderUnsigned(timestamp, units);
      started = true;
    } else {
      int passed = rest + (timestamp - last);
      samples += Math.floorDiv(passed, units);
      rest = Math.floorMod(passed, units);
    }
    last = timestamp;
    lastUnits = units;
    return samples;
  }
}
