package io.patchbay.media.dtmf;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Pcm;

/// Hears DTMF in audio (Q.24): Goertzel over 15 ms every 5 ms; four equal decisions begin a digit,
/// six end it, so that 40 ms of tone or pause are enough, 24 ms of tone are none, and 10 ms of
/// pause do not part a digit.
///
/// Feed 160 samples with [#process], then read [#started], [#ended]. Allocates nothing after
/// construction.
public final class DtmfDetector {
  private static final int WINDOW = 120;
  private static final int HOP = 40;
  private static final int BEGIN = 4;
  private static final int END = 6;

  /// Least power of each tone, −39 dBm0 (Q.24 wants −29 of a tone that may be off its centre).
  private static final double MIN_POWER = power(-39);

  /// High over low at most +4 dB, low over high at most +8 dB (Q.24), with 2 dB for off-centre
  /// tones.
  private static final float MAX_HIGH_OVER_LOW = 4.0f;

  private static final float MAX_LOW_OVER_HIGH = 10f;

  /// The strongest of a group over the next strongest, 6 dB.
  private static final float SELECTIVITY = 4f;

  /// The two tones, corrected for being off-centre, hold this share of all power: speech seldom
  /// does.
  private static final double MIN_SHARE = 0.89;

  /// How far a tone may be off: 2 % (Q.24 wants 1.5 accepted) and the error of the measurement.
  private static final double MAX_OFF = 0.02;

  private static final double MAX_OFF_HZ = 8;

  /// A second harmonic above this share of its tone is speech (Q.24 talk-off).
  private static final float MAX_HARMONIC = 0.2f;

  /// Between the edges of a digit each tone keeps its power within 3.4 dB; a voice wavers.
  private static final float MAX_WAVER = 2.2f;

  private static final float[] COEFFICIENTS = coefficients();

  private final float[] window = new float[WINDOW - HOP + FRAME_SAMPLES];
  private final float[] powers = new float[8];

  /// Powers of the low and the high tone in the last four decisions.
  private final float[] lows = new float[4];

  private final float[] highs = new float[4];
  private char current;
  private char candidate;
  private int agreeing;
  private int lengthHops;
  private char started;
  private char ended;
  private int endedMillis;

  /// Hears one frame.
  ///
  /// @param frame 160 samples
  public void process(short[] frame) {
    started = 0;
    ended = 0;
    System.arraycopy(window, FRAME_SAMPLES, window, 0, WINDOW - HOP);
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      window[WINDOW - HOP + i] = frame[i];
    }
    for (int hop = 0; hop < FRAME_SAMPLES; hop += HOP) {
      decide(digitAt(hop));
    }
  }

  /// The digit that began in the last frame, 0 = none.
  public char started() {
    return started;
  }

  /// The digit that ended in the last frame, 0 = none.
  public char ended() {
    return ended;
  }

  /// Its length.
  public int endedMillis() {
    return endedMillis;
  }

  /// The digit sounding now, 0 = none.
  public char current() {
    return current;
  }

  private void decide(char heard) {
    agreeing = heard == candidate ? agreeing + 1 : 1;
    candidate = heard;
    lengthHops++;
    boolean settled =
        candidate == 0 ? agreeing >= END : agreeing >= BEGIN && steady(lows) && steady(highs);
    if (candidate != current && settled) {
      if (current != 0) {
        ended = current;
        endedMillis = Math.max(1, lengthHops - agreeing + 1) * 5;
      }
      current = candidate;
      started = candidate == 0 ? started : candidate;
      lengthHops = agreeing;
    }
  }

  /// Whether the three decisions before the last one found equal power.
  private static boolean steady(float[] history) {
    float least = Math.min(history[0], Math.min(history[1], history[2]));
    float most = Math.max(history[0], Math.max(history[1], history[2]));
    return most < MAX_WAVER * least;
  }

  private static void remember(float[] history, float power) {
    System.arraycopy(history, 1, history, 0, 3);
    history[3] = power;
  }

  private char digitAt(int offset) {
    float even = 0;
    float odd = 0;
    for (int i = offset; i < offset + WINDOW; i += 2) {
      even += window[i] * window[i];
      odd += window[i + 1] * window[i + 1];
    }
    float total = (even + odd) / WINDOW;
    if (total < 2 * MIN_POWER) {
      return 0;
    }
    goertzel(offset);
    int row = strongest(0);
    int column = strongest(4);
    if (row < 0 || column < 0) {
      return 0;
    }
    float low = powers[row];
    float high = powers[column];
    remember(lows, low);
    remember(highs, high);
    if (low <= MIN_POWER || high <= MIN_POWER || !pure(offset, row, column - 4, total)) {
      return 0;
    }
    return speech(offset, row, column - 4) ? 0 : Dtmf.at(row, column - 4);
  }

  /// Whether both tones are near their frequencies, of like power, and nothing else is there.
  private boolean pure(int offset, int row, int column, float total) {
    double lowOff = offCentreHz(offset, Dtmf.LOW_HZ[row]);
    double highOff = offCentreHz(offset, Dtmf.HIGH_HZ[column]);
    if (Math.abs(lowOff) >= MAX_OFF * Dtmf.LOW_HZ[row] + MAX_OFF_HZ
        || Math.abs(highOff) >= MAX_OFF * Dtmf.HIGH_HZ[column] + MAX_OFF_HZ) {
      return false;
    }
    double low = powers[row] / response(lowOff);
    double high = powers[4 + column] / response(highOff);
    return high < MAX_HIGH_OVER_LOW * low
        && low < MAX_LOW_OVER_HIGH * high
        && low + high > MIN_SHARE * total;
  }

  /// How far a tone is from its frequency, by the phase it gains from one half of the window to the
  /// other.
  private double offCentreHz(int offset, int frequencyHz) {
    double turn =
        phase(offset + WINDOW / 2, frequencyHz, WINDOW / 2) - phase(offset, frequencyHz, 0);
    double wrapped = Math.IEEEremainder(turn, 2 * Math.PI);
    return wrapped * Pcm.SAMPLE_RATE_HZ / (2 * Math.PI * (WINDOW / 2));
  }

  private double phase(int offset, int frequencyHz, int index) {
    double step = 2 * Math.PI * frequencyHz / Pcm.SAMPLE_RATE_HZ;
    double turnCosine = Math.cos(step);
    double turnSine = Math.sin(step);
    double cosine = Math.cos(step * index);
    double sine = Math.sin(step * index);
    double real = 0;
    double imaginary = 0;
    for (int i = offset; i < offset + WINDOW / 2; i++) {
      real += window[i] * cosine;
      imaginary -= window[i] * sine;
      double next = cosine * turnCosine - sine * turnSine;
      sine = sine * turnCosine + cosine * turnSine;
      cosine = next;
    }
    return Math.atan2(imaginary, real);
  }

  /// The power that a filter over the window passes of a tone off its centre.
  private static double response(double offHz) {
    double x = Math.PI * offHz * WINDOW / Pcm.SAMPLE_RATE_HZ;
    return Math.abs(x) < 1e-3 ? 1 : Math.pow(Math.sin(x) / x, 2);
  }

  /// Whether a tone has a second harmonic. That of the low tone is not asked for where the high
  /// tone lies too near to it to be told apart.
  private boolean speech(int offset, int row, int column) {
    int lowSecond = 2 * Dtmf.LOW_HZ[row];
    boolean apart = Math.abs(lowSecond - Dtmf.HIGH_HZ[column]) > WINDOW;
    return (apart && harmonic(offset, lowSecond) > MAX_HARMONIC * powers[row])
        || harmonic(offset, 2 * Dtmf.HIGH_HZ[column]) > MAX_HARMONIC * powers[4 + column];
  }

  /// The index of the strongest of four, −1 when another one comes near.
  private int strongest(int from) {
    int best = from;
    for (int i = from + 1; i < from + 4; i++) {
      best = powers[i] > powers[best] ? i : best;
    }
    for (int i = from; i < from + 4; i++) {
      if (i != best && powers[i] * SELECTIVITY > powers[best]) {
        return -1;
      }
    }
    return best;
  }

  /// All eight filters, four recurrences at a time to hide their latency; the brackets shorten it.
  private void goertzel(int offset) {
    for (int k = 0; k < 8; k += 4) {
      float c0 = COEFFICIENTS[k];
      float c1 = COEFFICIENTS[k + 1];
      float c2 = COEFFICIENTS[k + 2];
      float c3 = COEFFICIENTS[k + 3];
      float a0 = 0;
      float a1 = 0;
      float a2 = 0;
      float a3 = 0;
      float b0 = 0;
      float b1 = 0;
      float b2 = 0;
      float b3 = 0;
      for (int i = offset; i < offset + WINDOW; i += 2) {
        float x = window[i];
        float y = window[i + 1];
        b0 = (x - b0) + c0 * a0;
        b1 = (x - b1) + c1 * a1;
        b2 = (x - b2) + c2 * a2;
        b3 = (x - b3) + c3 * a3;
        a0 = (y - a0) + c0 * b0;
        a1 = (y - a1) + c1 * b1;
        a2 = (y - a2) + c2 * b2;
        a3 = (y - a3) + c3 * b3;
      }
      powers[k] = power(a0, b0, c0);
      powers[k + 1] = power(a1, b1, c1);
      powers[k + 2] = power(a2, b2, c2);
      powers[k + 3] = power(a3, b3, c3);
    }
  }

  private float harmonic(int offset, int frequencyHz) {
    float c = coefficient(frequencyHz);
    float a = 0;
    float b = 0;
    for (int i = offset; i < offset + WINDOW; i++) {
      float next = window[i] + c * a - b;
      b = a;
      a = next;
    }
    return power(a, b, c);
  }

  /// The mean square of the tone that leaves a Goertzel filter in this state.
  private static float power(float a, float b, float coefficient) {
    return (a * a + b * b - coefficient * a * b) * 2 / (WINDOW * (float) WINDOW);
  }

  private static double power(double levelDbm0) {
    double peak = Pcm.peak(levelDbm0);
    return peak * peak / 2;
  }

  private static float coefficient(int frequencyHz) {
    return (float) (2 * Math.cos(2 * Math.PI * frequencyHz / Pcm.SAMPLE_RATE_HZ));
  }

  private static float[] coefficients() {
    var table = new float[8];
    for (int i = 0; i < 4; i++) {
      table[i] = coefficient(Dtmf.LOW_HZ[i]);
      table[4 + i] = coefficient(Dtmf.HIGH_HZ[i]);
    }
    return table;
  }
}
