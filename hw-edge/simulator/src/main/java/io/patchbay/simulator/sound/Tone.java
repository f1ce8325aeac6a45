package io.patchbay.simulator.sound;

/// One or more steady sine waves.
///
/// Levels are in dBm0 by G.711's virtual decibel: a sine of 0 dBm0 peaks at 22 302, 3.17 dB under
/// overload (μ-law).
public final class Tone implements Sound {
  /// Peak of a sine wave of 0 dBm0.
  static final double PEAK_0_DBM0 = 22_302.0;

  private static final double RATE_HZ = 8000.0;

  private final double amplitude;
  private final double[] radiansPerSample;
  private long sample;

  /// @param levelDbm0 level of each frequency, at most +3
  public Tone(double levelDbm0, double... frequenciesHz) {
    amplitude = PEAK_0_DBM0 * Math.pow(10, levelDbm0 / 20);
    radiansPerSample = frequenciesHz.clone();
    for (int i = 0; i < radiansPerSample.length; i++) {
      radiansPerSample[i] *= 2 * Math.PI / RATE_HZ;
    }
  }

  @Override
  public void next(short[] frame) {
    for (int i = 0; i < FRAME; i++, sample++) {
      double sum = 0;
      for (double step : radiansPerSample) {
        sum += Math.sin(step * sample);
      }
      frame[i] = clip(sum * amplitude);
    }
  }

  private static short clip(double value) {
    return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
