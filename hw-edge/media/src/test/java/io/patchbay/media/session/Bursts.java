package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.util.Arrays;

/// One way through the product: nine seconds of a tone, one of silence, again and again; and what
/// came of it at the other end. Times are virtual, in nanoseconds.
final class Bursts {
  private static final double HZ = 440;
  private static final double LEVEL_DBM0 = -10;
  private static final int FRAMES = 500;
  private static final int LOUD_FRAMES = 450;
  private static final int BLOCK = 40;
  private static final double NOMINAL = Math.pow(Pcm.peak(LEVEL_DBM0), 2) / 2;
  private static final double STEP = 2 * Math.cos(2 * Math.PI * HZ / 8000);
  private static final long SAMPLE_NANOS = 125_000;

  /// Blocks of 5 ms after which silence is no dip but the end of the tone.
  private static final int END = 100;

  private final Oscillator tone = new Oscillator();
  private long said;
  private long saidAt;

  private final double[] recent = new double[5];
  private double beforeLast;
  private double last;
  private int quietBlocks = END;
  private boolean settled;
  private double least = Double.MAX_VALUE;
  private double most;
  private double worstStep;
  private double pendingStep;
  private int bursts;
  private int gaps;
  private int dips;

  /// The next 20 ms; what it says at `now`.
  void say(short[] frame, long now) {
    long at = said++ % FRAMES;
    if (at == 0) {
      saidAt = now;
      tone.start(HZ, LEVEL_DBM0);
    }
    for (int i = 0; i < frame.length; i++) {
      frame[i] = at < LOUD_FRAMES ? (short) tone.next() : 0;
    }
  }

  /// What is heard at `now`.
  void hear(short[] frame, long now) {
    for (int from = 0; from < FRAME_SAMPLES; from += BLOCK) {
      double level = Pcm.meanSquare(frame, from, BLOCK) / NOMINAL;
      boolean loud = level > 0.1;
      if (loud && quietBlocks >= END) {
        began(frame, from, now);
      } else if (loud && quietBlocks > 1) {
        gaps++;
      }
      boolean within = Arrays.stream(recent).allMatch(each -> each > 0.1);
      if (within && settled) {
        dips += recent[2] < 0.5 ? 1 : 0;
      }
      quietBlocks = loud ? 0 : quietBlocks + 1;
      System.arraycopy(recent, 1, recent, 0, recent.length - 1);
      recent[recent.length - 1] = level;
      steps(frame, from, within && loud);
    }
  }

  /// A sine goes on by itself: what does not is a step. Of a block it counts once the next one is
  /// known to be within the tone too.
  private void steps(short[] frame, int from, boolean within) {
    if (within && settled) {
      worstStep = Math.max(worstStep, pendingStep);
    }
    pendingStep = 0;
    for (int i = from; i < from + BLOCK; i++) {
      double rest = Math.abs(frame[i] - STEP * last + beforeLast);
      beforeLast = last;
      last = frame[i];
      pendingStep = Math.max(pendingStep, rest / Pcm.peak(LEVEL_DBM0));
    }
  }

  private void began(short[] frame, int from, long now) {
    int first = from;
    while (Math.abs(frame[first]) < Pcm.peak(LEVEL_DBM0) / 20) {
      first++;
    }
    bursts++;
    settled = bursts > 1;
    if (settled) {
      double millis = (now - saidAt + first * SAMPLE_NANOS) / 1e6;
      least = Math.min(least, millis);
      most = Math.max(most, millis);
    }
  }

  /// Tones heard; in the first of them the buffers may still settle.
  int bursts() {
    return bursts;
  }

  /// Silences within a tone.
  int gaps() {
    return gaps;
  }

  /// Blocks of 5 ms within a tone with less than half its power.
  int dips() {
    return dips;
  }

  /// The largest departure from a sine from one sample to the next, of its peak.
  double worstStep() {
    return worstStep;
  }

  /// From saying to hearing, in milliseconds: least and most.
  double leastDelay() {
    return least;
  }

  double mostDelay() {
    return most;
  }

  @Override
  public String toString() {
    return "%d tones, %d gaps, %d dips, step %.3f, delay %.1f to %.1f ms"
        .formatted(bursts, gaps, dips, worstStep, least, most);
  }
}
