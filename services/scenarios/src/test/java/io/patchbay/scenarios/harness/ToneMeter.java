package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

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

  /// Reads 16-bit mono WAV; a length of 0 in the header (writer was killed) means the rest of the file.
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

  /// The part between the first and last window that carries sound above −40 dBFS.
  public ToneMeter sounding() {
    int first = -1;
    int last = -1;
    for (int at = 0; at + WINDOW <= samples.length; at += WINDOW) {
      if (level(at, WINDOW) > -40) {
        first = first < 0 ? at : first;
        last = at + WINDOW;
      }
    }
    if (first < 0) {
      throw new AssertionError("only silence in " + seconds() + " s");
    }
    return new ToneMeter(Arrays.copyOfRange(samples, first, last), rate);
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

  /// Asserts the test tone: 1 kHz ± 1 %, the level it was sent with ± 2 dB, at least this long, no gap over 60 ms.
  public void assertTone(String where, double atLeastSeconds) {
    ToneMeter tone = sounding();
    String measured =
        "%s: %.2f s, %.0f Hz, %.1f dB, longest gap %d ms"
            .formatted(where, tone.seconds(), tone.frequency(), tone.level(), tone.longestGapMs());
    if (tone.seconds() < atLeastSeconds
        || Math.abs(tone.frequency() - ToneFile.HZ) > ToneFile.HZ / 100.0
        || Math.abs(tone.level() - ToneFile.LEVEL) > 2
        || tone.longestGapMs() > 60) {
      throw new AssertionError(measured);
    }
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
    double amplitude = 2 * Math.sqrt(power(0, samples.length, hz)) / samples.length;
    return 20 * Math.log10(Math.max(1, amplitude) / 32_768);
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

  /// The longest stretch more than 12 dB below the level of the whole, in milliseconds.
  public int longestGapMs() {
    double floor = level() - 12;
    int longest = 0;
    int run = 0;
    for (int at = 0; at + WINDOW <= samples.length; at += WINDOW) {
      run = level(at, WINDOW) < floor ? run + WINDOW : 0;
      longest = Math.max(longest, run);
    }
    return longest * 1000 / rate;
  }
}
