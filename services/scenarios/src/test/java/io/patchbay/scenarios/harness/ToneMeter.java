package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures recorded audio: level, frequency and gaps of a tone.
public final class ToneMeter {
  private static final int WINDOW = 80;
  private static final double FULL_SCALE_SINE = 32_768 / Math.sqrt(2);

  private final short[] samples;
  private final int rate;

  private ToneMeter(short[] samples, int rate) {
    this.samples = samples;
    this.rate = rate;
  }

  /// Measures samples of 16 bit.
  public static ToneMeter of(short[] samples, int sampleRateHz) {
    return new ToneMeter(samples.clone(), sampleRateHz);
  }

  /// Reads 16-bit mono WAV; a length of 0 in the header (writer was killed) means the rest of the
  /// file.
  public static ToneMeter read(Path wav) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
    if (file.remaining() < 44 || file.getInt(0) != 0x46464952) {
      throw new AssertionError(wav + " is no WAV file");
    }
    int rate = 8000;
    int at = 12;
    while (at + 8 <= file.limit()) {
      int id = file.getInt(at);
      int length = file.getInt(at + 4);
      if (id == 0x20746d66) {
        rate = file.getInt(at + 12);
      } else if (id == 0x61746164) {
        int bytes = length <= 0 ? file.limit() - at - 8 : Math.min(length, file.limit() - at - 8);
        short[] samples = new short[bytes / 2];
        file.slice(at + 8, bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return new ToneMeter(samples, rate);
      }
      at += 8 + length + (length & 1);
    }
    throw new AssertionError(wav + " has no data");
  }

  public double seconds() {
    return samples.length / (double) rate;
  }

  /// Level relative to a full-scale sine, in dB.
  public double level() {
    return level(0, samples.length);
  }

  private double level(int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return 20 * Math.log10(Math.max(1, Math.sqrt(sum / count)) / FULL_SCALE_SINE);
  }

  /// The strongest frequency by Goertzel over one second in the middle, ±1 Hz.
  public double frequency() {
    int count = Math.min(rate, samples.length);
    int from = (samples.length - count) / 2;
    double best = 0;
    double bestPower = -1;
    for (int hz = 100; hz < 3_500; hz++) {
      double power = power(from, count, hz);
      if (power > bestPower) {
        bestPower = power;
        best = hz;
      }
    }
    return best;
  }

  /// Asserts the test tone: a stretch of at least this length without a gap over 60 ms, in which it
  /// is 1 kHz ± 1 % and has the level it was sent with ± 2 dB.
  public void assertTone(String where, double atLeastSeconds) {
    ToneMeter tone = longestStretch();
    String measured =
        "%s: longest stretch %.2f of %.2f s, %.0f Hz, %.1f dB, gaps at %s s"
            .formatted(where, tone.seconds(), seconds(), tone.frequency(), tone.level(), gaps());
    if (tone.seconds() < atLeastSeconds
        || Math.abs(tone.frequency() - ToneFile.HZ) > ToneFile.HZ / 100.0
        || Math.abs(tone.level() - ToneFile.LEVEL) > 2) {
      throw new AssertionError(measured);
    }
  }

  /// Asserts the test tone over the whole call: at least this long, and from where it begins to
  /// where it ends there is no gap over 60 ms.
  public void assertToneThroughout(String where, double atLeastSeconds) {
    assertTone(where, atLeastSeconds);
    if (!gaps().isEmpty()) {
      throw new AssertionError(where + ": gaps at " + gaps() + " of " + seconds() + " s");
    }
  }

  /// Where the tone is missing for more than 60 ms, `from-to` in seconds. What is heard before it,
  /// such as ringing, is not the tone.
  private List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    int to = -1;
    for (int at = 0; at + WINDOW <= samples.length; at += WINDOW) {
      if (decibel(power(at, WINDOW, ToneFile.HZ), WINDOW) >= ToneFile.LEVEL - 12) {
        if (to >= 0 && (at - to) * 1000L > 60L * rate) {
          gaps.add("%.3f-%.3f".formatted(to / (double) rate, at / (double) rate));
        }
        to = at + WINDOW;
      }
    }
    return gaps;
  }

  /// Whether both frequencies of a DTMF digit sound together for 50 ms anywhere, louder than −30
  /// dB.
  public boolean hears(double lowHz, double highHz) {
    int length = rate / 20;
    for (int at = 0; at + length <= samples.length; at += length / 2) {
      ToneMeter part = new ToneMeter(Arrays.copyOfRange(samples, at, at + length), rate);
      if (part.levelAt(lowHz) > -30 && part.levelAt(highHz) > -30) {
        return true;
      }
    }
    return false;
  }

  /// The longest part whose windows are louder than the tone less 12 dB, but for gaps of at most 60
  /// ms.
  public ToneMeter longestStretch() {
    int bestFrom = 0;
    int bestTo = 0;
    int from = -1;
    int to = 0;
    for (int at = 0; at + WINDOW <= samples.length; at += WINDOW) {
      if (level(at, WINDOW) < ToneFile.LEVEL - 12) {
        continue;
      }
      if (from < 0 || (at - to) * 1000L > 60L * rate) {
        from = at;
      }
      to = at + WINDOW;
      if (to - from > bestTo - bestFrom) {
        bestFrom = from;
        bestTo = to;
      }
    }
    return new ToneMeter(Arrays.copyOfRange(samples, bestFrom, bestTo), rate);
  }

  /// Whether all of it is below −40 dB.
  public boolean silent() {
    for (int at = 0; at + WINDOW <= samples.length; at += WINDOW) {
      if (level(at, WINDOW) > -40) {
        return false;
      }
    }
    return true;
  }

  /// How strong one frequency is in the whole, in dB of a full-scale sine.
  public double levelAt(double hz) {
    return decibel(power(0, samples.length, hz), samples.length);
  }

  private static double decibel(double power, int count) {
    return 20 * Math.log10(Math.max(1, 2 * Math.sqrt(power) / count) / 32_768);
  }

  /// The last part of this length.
  public ToneMeter last(double seconds) {
    int count = Math.min(samples.length, (int) (seconds * rate));
    return new ToneMeter(Arrays.copyOfRange(samples, samples.length - count, samples.length), rate);
  }

  private double power(int from, int count, double hz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hz / rate);
    double s1 = 0;
    double s2 = 0;
    for (int i = from; i < from + count; i++) {
      double s = samples[i] + coefficient * s1 - s2;
      s2 = s1;
      s1 = s;
    }
    return s1 * s1 + s2 * s2 - coefficient * s1 * s2;
  }
}
