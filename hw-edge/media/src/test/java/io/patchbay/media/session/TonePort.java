package io.patchbay.media.session;

import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.util.ArrayList;
import java.util.List;

/// A line without a clock that says a tone and keeps what it hears.
final class TonePort implements FramePort {
  private final Oscillator tone = new Oscillator();
  private final List<short[]> heard = new ArrayList<>();
  private boolean closed;

  TonePort(double frequencyHz, double levelDbm0) {
    tone.start(frequencyHz, levelDbm0);
  }

  @Override
  public boolean clocked() {
    return false;
  }

  @Override
  public synchronized int read(short[] frame) {
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) tone.next();
    }
    return closed ? -1 : frame.length;
  }

  @Override
  public synchronized void write(short[] frame) {
    heard.add(frame.clone());
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  synchronized boolean closed() {
    return closed;
  }

  synchronized void forget() {
    heard.clear();
  }

  synchronized Sound sound() {
    return new Sound(heard);
  }

  /// What was heard, measured.
  static final class Sound {
    private final short[] pcm;

    Sound(List<short[]> frames) {
      pcm = new short[frames.size() * 160];
      for (int i = 0; i < frames.size(); i++) {
        System.arraycopy(frames.get(i), 0, pcm, i * 160, 160);
      }
    }

    short[] pcm() {
      return pcm;
    }

    double levelDbm0() {
      return pcm.length == 0 ? -100 : Pcm.levelDbm0(Pcm.meanSquare(pcm, 0, pcm.length));
    }

    /// Level of one frequency.
    double levelDbm0(double frequencyHz) {
      double cosine = 0;
      double sine = 0;
      for (int i = 0; i < pcm.length; i++) {
        cosine += pcm[i] * Math.cos(2 * Math.PI * frequencyHz * i / 8000);
        sine += pcm[i] * Math.sin(2 * Math.PI * frequencyHz * i / 8000);
      }
      double peak = 2 * Math.hypot(cosine, sine) / Math.max(1, pcm.length);
      return Pcm.levelDbm0(peak * peak / 2);
    }

    /// Frequency by upward zero crossings.
    double frequencyHz() {
      int crossings = 0;
      for (int i = 1; i < pcm.length; i++) {
        crossings += pcm[i - 1] < 0 && pcm[i] >= 0 ? 1 : 0;
      }
      return crossings * 8000.0 / pcm.length;
    }

    /// Longest stretch of 5 ms blocks below −40 dBm0.
    int longestGapMillis() {
      int longest = 0;
      int gap = 0;
      for (int i = 0; i + 40 <= pcm.length; i += 40) {
        gap = Pcm.levelDbm0(Pcm.meanSquare(pcm, i, 40)) < -40 ? gap + 5 : 0;
        longest = Math.max(longest, gap);
      }
      return longest;
    }
  }
}
