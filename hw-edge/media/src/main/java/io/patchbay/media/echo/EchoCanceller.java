package io.patchbay.media.echo;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.echo.DataTone.Wish;
import io.patchbay.media.pcm.Pcm;

/// Takes the echo of what is said to a line off what is heard from it (ITU-T G.168).
///
/// A pair of calls a frame: [#said] and [#heard]; one thread; nothing is allocated. Where nothing
/// is said nothing is changed.
public final class EchoCanceller {
  /// Nothing louder than −60 dBm0 was said within the path: there is no echo.
  private static final double INAUDIBLE = Math.pow(Pcm.peak(-60), 2) / 2;

  private final AdaptiveFilter filter;
  private final DoubleTalk doubleTalk = new DoubleTalk();
  private final Steady steady = new Steady();
  private final ResidualSuppressor suppressor = new ResidualSuppressor();
  private final DataTone saidTone = new DataTone();
  private final DataTone heardTone = new DataTone();
  private final float[] rest = new float[FRAME_SAMPLES];

  /// Mean squares of the frames within the path.
  private final double[] levels;

  private int at;
  private boolean tone;
  private Wish saidWish = Wish.NONE;

  /// @param tailMillis longest echo, 8 to 128
  public EchoCanceller(int tailMillis) {
    if (tailMillis < 8 || tailMillis > 128) {
      throw new IllegalArgumentException("echo tail of " + tailMillis + " ms is not within 8-128");
    }
    int taps = (tailMillis * Pcm.SAMPLES_PER_MILLI + 3) / 4 * 4;
    filter = new AdaptiveFilter(taps);
    levels = new double[taps / FRAME_SAMPLES + 2];
  }

  /// A frame that goes to the line.
  public void said(short[] frame) {
    filter.said(frame);
    levels[at] = Pcm.meanSquare(frame, 0, FRAME_SAMPLES);
    at = (at + 1) % levels.length;
    tone = steady.tone(frame);
    saidWish = saidTone.process(frame);
  }

  /// A frame that came from the line meanwhile; its echo is taken off in place.
  public void heard(short[] frame) {
    Wish heardWish = heardTone.process(frame);
    Wish wish = heardWish.compareTo(saidWish) > 0 ? heardWish : saidWish;
    double said = loudest();
    if (wish == Wish.NO_CANCELLER || said < INAUDIBLE) {
      return;
    }
    boolean others = doubleTalk.heard(Pcm.meanSquare(frame, 0, FRAME_SAMPLES), said);
    filter.cancel(frame, rest, !others && !tone);
    if (wish == Wish.NO_SUPPRESSOR) {
      for (int i = 0; i < FRAME_SAMPLES; i++) {
        frame[i] = Pcm.saturate(Math.round(rest[i]));
      }
    } else {
      suppressor.process(rest, said, others, frame);
    }
  }

  private double loudest() {
    double loudest = 0;
    for (double level : levels) {
      loudest = Math.max(loudest, level);
    }
    return loudest;
  }
}
