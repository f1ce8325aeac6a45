package io.patchbay.simulator.sound;

import java.util.function.Consumer;

/// Hears DTMF digits (ITU-T Q.24) by Goertzel's algorithm, one decision per 20 ms.
///
/// The simulator has its own detector so that the product's is tested against another
/// implementation. A digit counts when two frames in a row show it, and again only after a frame
/// without it.
public final class DtmfEar implements Ear {
  private static final double MINIMUM_POWER = 2.0e4;
  private static final double LEAD = 5.0;
  private static final double TWIST = 10.0;
  private static final double PURITY = 0.6;

  private final Consumer<Character> digits;
  private char candidate;
  private char reported;

  public DtmfEar(Consumer<Character> digits) {
    this.digits = digits;
  }

  @Override
  public void hear(short[] frame) {
    char now = decide(frame);
    if (now != reported) {
      reported = 0;
    }
    if (now != 0 && now == candidate && reported == 0) {
      reported = now;
      digits.accept(now);
    }
    candidate = now;
  }

  /// The digit in this frame, or 0.
  private static char decide(short[] frame) {
    double energy = 0;
    for (short sample : frame) {
      energy += (double) sample * sample;
    }
    double mean = energy / frame.length;
    if (mean < MINIMUM_POWER) {
      return 0;
    }
    double[] rows = powers(frame, DtmfSound.ROWS_HZ);
    double[] columns = powers(frame, DtmfSound.COLUMNS_HZ);
    int row = leader(rows);
    int column = leader(columns);
    if (row < 0 || column < 0) {
      return 0;
    }
    double low = rows[row];
    double high = columns[column];
    boolean balanced = low < high * TWIST && high < low * TWIST;
    boolean pure = low + high > PURITY * mean;
    return balanced && pure ? DtmfSound.DIGITS.charAt(row * 4 + column) : 0;
  }

  /// The strongest of four, or −1 when it does not lead clearly.
  private static int leader(double[] powers) {
    int best = 0;
    for (int i = 1; i < powers.length; i++) {
      if (powers[i] > powers[best]) {
        best = i;
      }
    }
    for (int i = 0; i < powers.length; i++) {
      if (i != best && powers[i] * LEAD > powers[best]) {
        return -1;
      }
    }
    return best;
  }

  private static double[] powers(short[] frame, int[] frequenciesHz) {
    double[] powers = new double[frequenciesHz.length];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = goertzel(frame, frequenciesHz[i]);
    }
    return powers;
  }

  /// Mean power of the frame's component at this frequency.
  private static double goertzel(short[] frame, int frequencyHz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * frequencyHz / 8000.0);
    double last = 0;
    double beforeLast = 0;
    for (short sample : frame) {
      double next = sample + coefficient * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    double magnitude = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    return 2 * magnitude / ((double) frame.length * frame.length);
  }
}
