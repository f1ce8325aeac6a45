package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The tone everybody sends: 1 kHz, 10 dB below a full-scale sine.
public final class ToneFile {
  /// Relative to a full-scale sine, in dB.
  public static final double LEVEL = -10;

  public static final int HZ = 1000;
  private static final int SECONDS = 120;

  private ToneFile() {}

  static short[] tone(int samples) {
    return tone(HZ, samples);
  }

  private static short[] tone(int hz, int samples) {
    double peak = 32_767 * Math.pow(10, LEVEL / 20);
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hz * i / 8000));
    }
    return tone;
  }

  /// A WAV file of two minutes, 8 kHz, 16 bit, mono.
  static Path write(Path file) throws IOException {
    return write(file, HZ, SECONDS);
  }

  /// As the other, of another frequency and length.
  public static Path write(Path file, int hz, int seconds) throws IOException {
    short[] tone = tone(hz, 8000 * seconds);
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * tone.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.putInt(0x46464952).putInt(36 + 2 * tone.length).putInt(0x45564157);
    wav.putInt(0x20746d66).putInt(16).putShort((short) 1).putShort((short) 1);
    wav.putInt(8000).putInt(16_000).putShort((short) 2).putShort((short) 16);
    wav.putInt(0x61746164).putInt(2 * tone.length);
    wav.asShortBuffer().put(tone);
    return Files.write(file, wav.array());
  }
}
