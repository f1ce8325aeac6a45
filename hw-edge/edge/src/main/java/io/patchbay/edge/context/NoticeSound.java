package io.patchbay.edge.context;

import static io.patchbay.media.pcm.Pcm.SAMPLES_PER_MILLI;

import io.patchbay.media.pcm.Oscillator;

/// What a caller is told who is connected with nobody: sounds of at most a minute, 8 kHz. Pure.
public final class NoticeSound {
  private static final int LONGEST_MILLIS = 60_000;
  private static final int PAUSE_MILLIS = 1000;
  private static final double LEVEL_DBM0 = -13;

  private NoticeSound() {}

  /// The special information tone (ITU-T E.180): 950, 1400 and 1800 Hz, each 330 ms, and a pause of
  /// a second.
  public static short[] specialInformation() {
    return repeated(bursts(330, 0, 950, 1400, 1800));
  }

  /// Three short bursts of 1000 Hz and a pause of a second.
  public static short[] confirmation() {
    return repeated(bursts(100, 100, 1000, 1000, 1000));
  }

  /// A sound again and again, with a pause of a second between.
  public static short[] repeated(short[] sound) {
    int period = sound.length + PAUSE_MILLIS * SAMPLES_PER_MILLI;
    int times = Math.max(1, LONGEST_MILLIS * SAMPLES_PER_MILLI / period);
    var all = new short[times * period];
    for (int i = 0; i < times; i++) {
      System.arraycopy(sound, 0, all, i * period, sound.length);
    }
    return all;
  }

  private static short[] bursts(int onMillis, int offMillis, int... frequenciesHz) {
    int on = onMillis * SAMPLES_PER_MILLI;
    int period = on + offMillis * SAMPLES_PER_MILLI;
    var sound = new short[frequenciesHz.length * period];
    for (int burst = 0; burst < frequenciesHz.length; burst++) {
      var tone = new Oscillator();
      tone.start(frequenciesHz[burst], LEVEL_DBM0);
      for (int i = 0; i < on; i++) {
        sound[burst * period + i] = (short) tone.next();
      }
    }
    return sound;
  }
}
