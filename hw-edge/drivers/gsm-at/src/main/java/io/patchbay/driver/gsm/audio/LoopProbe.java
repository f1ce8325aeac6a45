package io.patchbay.driver.gsm.audio;

import java.util.Arrays;
import java.util.Locale;

/// Says a tone into a call and measures what comes back: half a second of silence, a second and a
/// half of tone, then silence. The port's thread feeds it; [#result] may be asked from any.
public final class LoopProbe implements Talk {
  /// From the first frame to a result that does not change any more, in milliseconds.
  public static final int MILLIS = 2400;

  private static final double HZ = 1004;

  /// Peak of a sine of 0 dBm0 – G.711.
  private static final double PEAK_0_DBM0 = 22_302;

  private static final double SAID_DBM0 = -13;
  private static final double RATE = 8000;
  private static final int QUIET = 25;
  private static final int TONE = 75;

  /// Frames with the tone in them before it counts; the first ones hold its beginning.
  private static final int SURE = 5;

  /// What was measured.
  ///
  /// @param frames that came from the modem
  /// @param noiseDbm0 before the tone was said
  /// @param toneDbm0 of the tone that came back; −100: none did
  /// @param delayMillis from saying it to hearing it, in steps of 20
  public record Result(int frames, double noiseDbm0, double toneDbm0, int delayMillis) {
    private static final double LEAST_DBM0 = -45;
    private static final double OVER_NOISE_DB = 10;

    /// The tone came back.
    public boolean loop() {
      return toneDbm0 >= LEAST_DBM0 && toneDbm0 - noiseDbm0 >= OVER_NOISE_DB;
    }

    /// For people.
    public String words() {
      if (frames == 0) {
        return "nothing came from the modem's audio";
      }
      return loop()
          ? String.format(
              Locale.ROOT,
              "loop %.1f dBm0 after %d ms, noise %.1f dBm0",
              toneDbm0,
              delayMillis,
              noiseDbm0)
          : String.format(
              Locale.ROOT,
              "no loop heard: tone %.1f dBm0, noise %.1f dBm0, %d frames",
              toneDbm0,
              noiseDbm0,
              frames);
    }
  }

  private final double peak = PEAK_0_DBM0 * Math.pow(10, SAID_DBM0 / 20);
  private final double coefficient = 2 * Math.cos(2 * Math.PI * HZ / RATE);
  private long sample;
  private int frames;
  private double noise;
  private int withTone;
  private int firstTone;
  private double tone;
  private int measured;
  private volatile Result result = new Result(0, -100, -100, 0);

  /// What was measured so far.
  public Result result() {
    return result;
  }

  @Override
  public void exchange(short[] heard, short[] said) {
    measure(heard);
    if (frames >= QUIET && frames < QUIET + TONE) {
      for (int i = 0; i < said.length; i++) {
        said[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * HZ / RATE * sample++));
      }
    } else {
      Arrays.fill(said, (short) 0);
    }
    frames++;
    if (frames == QUIET || frames % TONE == 0 || measured > 0) {
      result = new Result(frames, level(noise / Math.min(frames, QUIET)), tone(), delay());
    }
  }

  private void measure(short[] heard) {
    double power = 0;
    double last = 0;
    double beforeLast = 0;
    for (short each : heard) {
      power += (double) each * each;
      double next = each + coefficient * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    power /= heard.length;
    if (frames < QUIET) {
      noise += power;
      return;
    }
    double magnitude = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    double ofTone = 2 * magnitude / ((double) heard.length * heard.length);
    boolean has = level(ofTone) >= -60 && ofTone > power / 2;
    withTone = has ? withTone + 1 : 0;
    if (withTone == 1 && measured == 0) {
      firstTone = frames;
    }
    if (withTone > SURE) {
      tone += ofTone;
      measured++;
    }
  }

  private double tone() {
    return measured == 0 ? -100 : level(tone / measured);
  }

  private int delay() {
    return measured == 0 ? 0 : (firstTone - QUIET) * 20;
  }

  /// Of a mean square.
  private static double level(double power) {
    return power <= 0.01 ? -100 : 10 * Math.log10(2 * power / (PEAK_0_DBM0 * PEAK_0_DBM0));
  }
}
