package io.patchbay.edge.record;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// What parties of a recorded call are told, from WAV files of the administrator. Thread-safe.
public final class Announcements {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}\\.wav");
  private static final int RATE_HZ = 8000;
  private static final int MAX_SECONDS = 60;
  private static final int MAX_OCTETS = 2 * RATE_HZ * MAX_SECONDS;
  private static final AudioFormat LINEAR = new AudioFormat(RATE_HZ, 16, 1, true, false);

  private final Path folder;

  public Announcements(Path folder) {
    this.folder = requireNonNull(folder, "folder");
  }

  /// Reads a file, on a thread of its own, which calls one of the two.
  ///
  /// @param sound gets the samples, 8 kHz
  /// @param trouble gets what is wrong
  public void load(String name, Consumer<short[]> sound, Consumer<String> trouble) {
    Thread.ofVirtual()
        .name("announcement")
        .start(() -> {
          short[] pcm;
          try {
            pcm = read(name);
          } catch (IOException wrong) {
            trouble.accept("announcement " + name + ": " + wrong.getMessage());
            return;
          }
          sound.accept(pcm);
        });
  }

  short[] read(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("not the name of a .wav file");
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file in " + folder);
    }
    try (var stream = AudioSystem.getAudioInputStream(file.toFile())) {
      return samples(stream);
    } catch (UnsupportedAudioFileException wrong) {
      throw new IOException("no WAV file", wrong);
    }
  }

  /// PCM of other widths and G.711 become 16 bits; rate and channels are as they are to be.
  private static short[] samples(AudioInputStream stream) throws IOException {
    var format = stream.getFormat();
    if (Math.round(format.getSampleRate()) != RATE_HZ
        || format.getChannels() != 1
        || !AudioSystem.isConversionSupported(LINEAR, format)) {
      throw new IOException("it is " + format + ", not 8 kHz mono");
    }
    byte[] octets;
    try (var linear = AudioSystem.getAudioInputStream(LINEAR, stream)) {
      octets = linear.readNBytes(MAX_OCTETS + 2);
    }
    if (octets.length > MAX_OCTETS) {
      throw new IOException("longer than " + MAX_SECONDS + " s");
    }
    var pcm = new short[octets.length / 2];
    ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
    if (pcm.length == 0) {
      throw new IOException("nothing in it");
    }
    return pcm;
  }
}
