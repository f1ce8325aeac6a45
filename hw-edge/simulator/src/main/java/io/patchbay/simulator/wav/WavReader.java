package io.patchbay.simulator.wav;

import io.patchbay.simulator.sound.Sound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The sound of a WAV file: PCM, 16 bit, 8 kHz, mono (RIFF). Played once, then silence.
final class WavReader implements Sound {
  private static final long MOST_OCTETS = 200L << 20;
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746D66;
  private static final int DATA = 0x61746164;

  private final ByteBuffer pcm;

  private WavReader(ByteBuffer pcm) {
    this.pcm = pcm;
  }

  /// @throws IllegalArgumentException it cannot be read or has another format
  static WavReader open(Path path) {
    try {
      if (Files.size(path) > MOST_OCTETS) {
        throw new IllegalArgumentException("sound '" + path + "': larger than 200 MB");
      }
      return parse(path, Files.readAllBytes(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("sound '" + path + "': cannot be read", e);
    }
  }

  private static WavReader parse(Path path, byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12 || in.getInt(0) != RIFF || in.getInt(8) != WAVE) {
      throw new IllegalArgumentException("sound '" + path + "': no WAV file");
    }
    in.position(12);
    boolean formatSeen = false;
    while (in.remaining() >= 8) {
      int chunk = in.getInt();
      int size = Math.clamp(Integer.toUnsignedLong(in.getInt()), 0, in.remaining());
      if (chunk == FORMAT && size >= 16) {
        check(path, in);
        formatSeen = true;
      } else if (chunk == DATA && formatSeen) {
        return new WavReader(in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN));
      }
      in.position(Math.min(in.limit(), in.position() + size + (size & 1)));
    }
    throw new IllegalArgumentException("sound '" + path + "': no audio in it");
  }

  private static void check(Path path, ByteBuffer in) {
    int at = in.position();
    int format = in.getShort(at);
    int channels = in.getShort(at + 2);
    int rateHz = in.getInt(at + 4);
    int bits = in.getShort(at + 14);
    if (format != 1 || channels != 1 || rateHz != 8000 || bits != 16) {
      throw new IllegalArgumentException(
          "sound '"
              + path
              + "': format "
              + format
              + ", "
              + channels
              + " channels, "
              + rateHz
              + " Hz, "
              + bits
              + " bit; PCM, mono, 8000 Hz, 16 bit wanted");
    }
  }

  @Override
  public boolean over() {
    return pcm.remaining() < 2;
  }

  @Override
  public void next(short[] frame) {
    int samples = Math.min(FRAME, pcm.remaining() / 2);
    for (int i = 0; i < samples; i++) {
      frame[i] = pcm.getShort();
    }
    Arrays.fill(frame, samples, FRAME, (short) 0);
  }
}
