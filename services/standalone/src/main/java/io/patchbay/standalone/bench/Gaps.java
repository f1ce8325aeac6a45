package io.patchbay.standalone.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// What is missing in recordings of a steady tone, 8 kHz, 16 bit, mono.
///
/// @param recordings with half of the time, or more, of tone in them
/// @param share of the frames of 20 ms without tone, from half a second after it began to its end
/// @param longestMillis the longest row of them …
/// @param afterMillis … and how long after its tone had begun
/// @param torn recordings with any
public record Gaps(
    int recordings, double share, double longestMillis, double afterMillis, int torn) {
  private static final int FRAME_OCTETS = 320;
  private static final int FRAME_MILLIS = 20;
  private static final int BEGINNING = 25;

  /// −40 dB below full scale.
  private static final double SILENCE = 327;

  static Gaps of(List<Path> files, int seconds) {
    long frames = 0;
    long silent = 0;
    long longest = 0;
    long after = 0;
    int recordings = 0;
    int torn = 0;
    for (Path file : files) {
      boolean[] tone = tones(octets(file));
      int first = 0;
      while (first < tone.length && !tone[first]) {
        first++;
      }
      int last = tone.length - 1;
      while (last > first && !tone[last]) {
        last--;
      }
      recordings += (last - first) * FRAME_MILLIS > seconds * 500 ? 1 : 0;
      long row = 0;
      long before = silent;
      for (int i = first + BEGINNING; i <= last; i++) {
        frames++;
        row = tone[i] ? 0 : row + 1;
        silent += tone[i] ? 0 : 1;
        if (row > longest) {
          longest = row;
          after = i - first - row;
        }
      }
      torn += silent > before ? 1 : 0;
    }
    return new Gaps(
        recordings,
        (double) silent / Math.max(1, frames),
        longest * FRAME_MILLIS,
        after * FRAME_MILLIS,
        torn);
  }

  private static boolean[] tones(byte[] octets) {
    var tone = new boolean[octets.length / FRAME_OCTETS];
    for (int frame = 0; frame < tone.length; frame++) {
      double energy = 0;
      for (int i = frame * FRAME_OCTETS; i < (frame + 1) * FRAME_OCTETS; i += 2) {
        double sample = (octets[i] & 0xFF) | octets[i + 1] << 8;
        energy += sample * sample;
      }
      tone[frame] = Math.sqrt(energy / (FRAME_OCTETS / 2.0)) > SILENCE;
    }
    return tone;
  }

  private static byte[] octets(Path file) {
    try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
      return sound.readAllBytes();
    } catch (IOException | UnsupportedAudioFileException e) {
      throw new BenchFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
