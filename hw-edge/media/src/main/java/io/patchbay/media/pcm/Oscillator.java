package io.patchbay.media.pcm;

/// One sine wave with continuous phase. Allocates nothing after construction.
public final class Oscillator {
  private static final int BITS = 11;
  private static final float[] SINE = table();

  private int phase;
  private int step;
  private float peak;

  /// Sets frequency and level and starts at phase 0.
  public void start(double frequencyHz, double levelDbm0) {
    phase = 0;
    step = (int) Math.round(frequencyHz / Pcm.SAMPLE_RATE_HZ * 0x1p32);
    peak = (float) Pcm.peak(levelDbm0);
  }

  /// The next sample.
  public float next() {
    float value = SINE[phase >>> (32 - BITS)] * peak;
    phase += step;
    return value;
  }

  private static float[] table() {
    var table = new float[1 << BITS];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) Math.sin((i + 0.5) * 2 * Math.PI / table.length);
    }
    return table;
  }
}
