package io.patchbay.media.dtmf;

import io.patchbay.media.pcm.Oscillator;

/// Makes the two tones of a digit, −9 dBm0 low and −7 dBm0 high (ES 201 235-2 §4.2.4 less line
/// loss).
public final class DtmfGenerator {
  private static final double LOW_DBM0 = -9;
  private static final double HIGH_DBM0 = -7;

  private final Oscillator low = new Oscillator();
  private final Oscillator high = new Oscillator();
  private char digit;

  /// The digit it makes, 0 = none yet.
  public char digit() {
    return digit;
  }

  /// Begins a digit at phase 0.
  public void start(char next) {
    digit = next;
    low.start(Dtmf.lowHz(next), LOW_DBM0);
    high.start(Dtmf.highHz(next), HIGH_DBM0);
  }

  /// Forgets the digit.
  public void stop() {
    digit = 0;
  }

  /// Writes the next samples of the digit.
  public void fill(short[] pcm, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      pcm[i] = (short) (low.next() + high.next());
    }
  }
}
