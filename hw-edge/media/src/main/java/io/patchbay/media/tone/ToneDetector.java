package io.patchbay.media.tone;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Pcm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears call-progress tones: Goertzel over 40 ms every 20 ms, then the cadence of each pattern.
///
/// Feed frames with [#process]. Allocates nothing after construction.
public final class ToneDetector {
  private static final int WINDOW = 2 * FRAME_SAMPLES;
  private static final double MIN_MEAN_SQUARE = Math.pow(Pcm.peak(-42), 2) / 2;

  /// The tone's frequencies together hold this share of all power.
  private static final double MIN_SHARE = 0.6;

  /// Each of two frequencies holds at least this share.
  private static final double MIN_PART = 0.12;

  private final float[] window = new float[WINDOW];
  private final TonePattern[] patterns;
  private final CadenceMatcher[] matchers;
  private final float[][] coefficients;

  /// Listens for `patterns`; of several that match at once the first is reported.
  public ToneDetector(List<TonePattern> patterns) {
    this.patterns = patterns.toArray(TonePattern[]::new);
    matchers = patterns.stream().map(CadenceMatcher::new).toArray(CadenceMatcher[]::new);
    coefficients = new float[this.patterns.length][];
    for (int i = 0; i < coefficients.length; i++) {
      var frequencies = this.patterns[i].frequenciesHz();
      coefficients[i] = new float[frequencies.size()];
      for (int k = 0; k < frequencies.size(); k++) {
        coefficients[i][k] =
            (float) (2 * Math.cos(2 * Math.PI * frequencies.get(k) / Pcm.SAMPLE_RATE_HZ));
      }
    }
  }

  /// Hears one frame.
  ///
  /// @param frame 160 samples
  /// @return the name of the pattern recognised with this frame
  public @Nullable String process(short[] frame) {
    System.arraycopy(window, FRAME_SAMPLES, window, 0, FRAME_SAMPLES);
    double energy = 0;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      window[FRAME_SAMPLES + i] = frame[i];
    }
    for (float sample : window) {
      energy += sample * sample;
    }
    double total = energy / WINDOW;
    String found = null;
    for (int i = 0; i < matchers.length; i++) {
      boolean on = total > MIN_MEAN_SQUARE && sounds(coefficients[i], total);
      if (matchers[i].step(on) && found == null) {
        found = patterns[i].name();
      }
    }
    return found;
  }

  private boolean sounds(float[] tones, double total) {
    double sum = 0;
    for (float coefficient : tones) {
      double power = power(coefficient);
      if (tones.length > 1 && power < MIN_PART * total) {
        return false;
      }
      sum += power;
    }
    return sum > MIN_SHARE * total;
  }

  private double power(float coefficient) {
    float a = 0;
    float b = 0;
    for (int i = 0; i < WINDOW; i += 2) {
      b = window[i] + coefficient * a - b;
      a = window[i + 1] + coefficient * b - a;
    }
    return (a * a + b * b - coefficient * a * b) * 2.0 / ((double) WINDOW * WINDOW);
  }
}
