package io.patchbay.media.dtmf;

import io.patchbay.media.pcm.Pcm;
import java.util.SplittableRandom;

/// Speech-like sound without end: a voice of glottal pulses through four moving formants, breath
/// noise, syllables and pauses, now and then a second voice.
///
/// Pitch and formants are drawn to places where two harmonics lie on the two tones of a digit,
/// which is what talks a detector off.
public final class Babble {
  private static final int[] LOW = Dtmf.LOW_HZ;
  private static final int[] HIGH = Dtmf.HIGH_HZ;

  private final SplittableRandom random;
  private final Voice[] voices;
  private int turn;
  private int speaking;

  public Babble(long seed) {
    random = new SplittableRandom(seed);
    voices = new Voice[] {new Voice(90, 180), new Voice(170, 330), new Voice(250, 480)};
  }

  /// The next 20 ms, about −15 dBm0 while somebody speaks.
  public void fill(short[] frame) {
    for (int i = 0; i < frame.length; i++) {
      double sum = 0;
      if (turn-- <= 0) {
        turn = random.nextInt(8_000, 80_000);
        speaking = random.nextInt(8);
      }
      for (int k = 0; k < voices.length; k++) {
        double said = voices[k].next();
        // three times of eight two or all talk at once
        sum += k == speaking % 3 || speaking == 6 + k || speaking == 5 ? said : 0;
      }
      frame[i] = Pcm.saturate((int) sum);
    }
  }

  /// One speaker.
  private final class Voice {
    private final double lowest;
    private final double highest;
    private final double[] formants = {500, 1500, 2500, 3400};
    private final double[] targets = formants.clone();
    private final double[] widths = {60, 80, 120, 180};
    private final double[][] states = new double[4][2];
    private double pitch;
    private double pitchTarget;
    private double phase;
    private double breath;
    private double loudness;
    private double loudnessTarget;
    private int left;
    private double tilt;
    private double last;

    Voice(double lowest, double highest) {
      this.lowest = lowest;
      this.highest = highest;
      this.pitch = (lowest + highest) / 2;
      this.pitchTarget = pitch;
    }

    double next() {
      if (left-- <= 0) {
        syllable();
      }
      pitch += (pitchTarget - pitch) / 600;
      loudness += (loudnessTarget - loudness) / 160;
      double jitter = 1 + 0.006 * (random.nextDouble() - 0.5);
      phase += pitch * jitter / 8000;
      double excitation = breath * (random.nextDouble() - 0.5);
      if (phase >= 1) {
        phase -= 1;
        excitation += 1;
      }
      // two poles of spectral tilt, as of a glottis
      tilt += (excitation - tilt) * 0.5;
      double sound = tilt - 0.4 * last;
      last = tilt;
      double out = 0;
      for (int k = 0; k < 4; k++) {
        formants[k] += (targets[k] - formants[k]) / 500;
        out += resonate(k, sound) / (1 + k * 0.6);
      }
      return out * loudness;
    }

    private double resonate(int k, double in) {
      double radius = Math.exp(-Math.PI * widths[k] / 8000);
      double[] state = states[k];
      double out =
          (1 - radius) * in
              + 2 * radius * Math.cos(2 * Math.PI * formants[k] / 8000) * state[0]
              - radius * radius * state[1];
      state[1] = state[0];
      state[0] = out;
      return out;
    }

    private void syllable() {
      left = random.nextInt(500, 3000);
      boolean silent = random.nextInt(4) == 0;
      loudnessTarget = silent ? 0 : random.nextDouble(12_000, 60_000);
      breath = random.nextInt(5) == 0 ? random.nextDouble(0.3, 1) : random.nextDouble(0.02);
      boolean trap = random.nextInt(3) == 0;
      int low = LOW[random.nextInt(4)];
      int high = HIGH[random.nextInt(4)];
      if (trap) {
        trap(low, high);
      } else {
        pitchTarget = random.nextDouble(lowest, highest);
        targets[0] = random.nextDouble(280, 950);
        targets[1] = random.nextDouble(850, 2300);
        targets[2] = random.nextDouble(2200, 3000);
        widths[0] = random.nextDouble(40, 120);
        widths[1] = random.nextDouble(50, 150);
      }
    }

    /// A pitch of which two harmonics are the tones, as far as there is one, and narrow formants
    /// there.
    private void trap(int low, int high) {
      double best = pitchTarget;
      double error = Double.MAX_VALUE;
      for (int k = 1; k < 10; k++) {
        double candidate = (double) low / k;
        double miss = Math.abs(high / candidate - Math.rint(high / candidate));
        if (candidate >= lowest && candidate <= highest && miss < error) {
          error = miss;
          best = candidate;
        }
      }
      pitchTarget = best;
      targets[0] = low;
      targets[1] = high;
      targets[2] = random.nextDouble(2300, 3200);
      widths[0] = 30;
      widths[1] = 35;
      left = random.nextInt(1200, 4000);
    }
  }
}
