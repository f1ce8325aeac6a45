package io.patchbay.edge.record;

import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Tones to be written down, and the measure of what was.
public final class Tones {
  private Tones() {}

  /// Samples at 8 kHz.
  static short[] tone(double hz, double dbm0, int samples) {
    var oscillator = new Oscillator();
    oscillator.start(hz, dbm0);
    var pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) oscillator.next();
    }
    return pcm;
  }

  /// Left and right in turn.
  static short[] pairs(short[] left, short[] right) {
    var pairs = new short[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      pairs[2 * i] = left[i];
      pairs[2 * i + 1] = right[i];
    }
    return pairs;
  }

  /// Level of one frequency in dBm0, of samples `from` to `to`.
  public static double level(short[] pcm, int from, int to, double hz) {
    double cosine = 0;
    double sine = 0;
    for (int i = from; i < to; i++) {
      cosine += pcm[i] * Math.cos(2 * Math.PI * hz * i / Pcm.SAMPLE_RATE_HZ);
      sine += pcm[i] * Math.sin(2 * Math.PI * hz * i / Pcm.SAMPLE_RATE_HZ);
    }
    double peak = 2 * Math.hypot(cosine, sine) / (to - from);
    return Pcm.levelDbm0(peak * peak / 2);
  }

  /// A WAV file of a tone, mono, 16 bits, at 8 kHz.
  public static void wav(Path file, double hz, double dbm0, int samples) throws IOException {
    wav(file, tone(hz, dbm0, samples), new AudioFormat(8000, 16, 1, true, true));
  }

  /// A WAV file of these samples, which become what the format says as they are.
  static void wav(Path file, short[] pcm, AudioFormat format) throws IOException {
    var octets = ByteBuffer.allocate(2 * pcm.length);
    octets.asShortBuffer().put(pcm);
    var linear = new AudioFormat(format.getSampleRate(), 16, format.getChannels(), true, true);
    var stream =
        new AudioInputStream(
            new ByteArrayInputStream(octets.array()), linear, pcm.length / format.getChannels());
    var coded = format.matches(linear) ? stream : AudioSystem.getAudioInputStream(format, stream);
    AudioSystem.write(coded, AudioFileFormat.Type.WAVE, file.toFile());
  }
}
