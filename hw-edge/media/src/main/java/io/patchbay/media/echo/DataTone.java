package io.patchbay.media.echo;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Pcm;

/// The tone of 2100 Hz by which modems and facsimile machines ask to be left alone (G.168 §7, V.25,
/// V.8), in one direction.
///
/// A steady one stops the non-linear part, one whose phase is reversed every 450 ms the whole
/// canceller, until it has been quiet for a quarter of a second.
final class DataTone {
  /// What is to be left out.
  enum Wish {
    /// Nothing.
    NONE,
    /// What replaces the rest of an echo: facsimile.
    NO_SUPPRESSOR,
    /// All of it: modems.
    NO_CANCELLER
  }

  private static final double HERTZ = 2100;
  private static final int BLOCK = 80; // 10 ms: 21 periods
  private static final double SHARE = 0.75;
  private static final double LEAST = Math.pow(Pcm.peak(-31), 2) / 2;
  private static final double QUIET = Math.pow(Pcm.peak(-36), 2) / 2;
  private static final int TONE_BLOCKS = 35;
  private static final int QUIET_BLOCKS = 25;
  private static final double REVERSED = Math.toRadians(180 - 35);
  private static final double STILL = Math.toRadians(25);

  private final double[] cosine = new double[BLOCK];
  private final double[] sine = new double[BLOCK];
  private Wish wish = Wish.NONE;
  private int tone;
  private int quiet;
  private int reversals;
  private double phase;
  private double held;
  private int still;

  DataTone() {
    for (int i = 0; i < BLOCK; i++) {
      double angle = 2 * Math.PI * HERTZ * i / Pcm.SAMPLE_RATE_HZ;
      cosine[i] = Math.cos(angle);
      sine[i] = Math.sin(angle);
    }
  }

  /// For each frame.
  Wish process(short[] frame) {
    for (int at = 0; at < FRAME_SAMPLES; at += BLOCK) {
      block(frame, at);
    }
    return wish;
  }

  private void block(short[] frame, int at) {
    double real = 0;
    double imaginary = 0;
    double energy = 0;
    for (int i = 0; i < BLOCK; i++) {
      real += frame[at + i] * cosine[i];
      imaginary -= frame[at + i] * sine[i];
      energy += frame[at + i] * frame[at + i];
    }
    double power = energy / BLOCK;
    boolean there =
        power > LEAST && 2 * (real * real + imaginary * imaginary) / BLOCK > SHARE * energy;
    tone = there ? tone + 1 : Math.max(0, tone - 4);
    quiet = power < QUIET ? quiet + 1 : 0;
    if (there) {
      turn(Math.atan2(imaginary, real));
    } else {
      still = 0;
    }
    if (quiet >= QUIET_BLOCKS) {
      wish = Wish.NONE;
      tone = 0;
      reversals = 0;
    } else if (tone >= TONE_BLOCKS) {
      wish = reversals > 0 || wish == Wish.NO_CANCELLER ? Wish.NO_CANCELLER : Wish.NO_SUPPRESSOR;
    }
  }

  /// A phase that stands still, turns by half a period and stands still again.
  private void turn(double angle) {
    if (Math.abs(wrapped(angle - phase)) < STILL) {
      if (++still == 4) {
        if (tone > 8 && Math.abs(wrapped(angle - held)) > REVERSED) {
          reversals++;
        }
        held = angle;
      } else if (still > 4) {
        held = angle;
      }
    } else {
      still = 0;
    }
    phase = angle;
  }

  private static double wrapped(double angle) {
    return Math.IEEEremainder(angle, 2 * Math.PI);
  }
}
