package io.patchbay.simulator.wav;

import io.patchbay.simulator.sound.Ear;
import io.patchbay.simulator.sound.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Records what it hears: PCM, 16 bit, 8 kHz, mono. The header is right after each second and at
/// the end.
final class WavWriter implements Ear {
  private static final int HEADER_OCTETS = 44;
  private static final int FRAMES_BUFFERED = 50;

  private final FileChannel file;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(FRAMES_BUFFERED * Sound.FRAME * 2).order(ByteOrder.LITTLE_ENDIAN);
  private int dataOctets;

  private WavWriter(FileChannel file) {
    this.file = file;
  }

  /// @throws IllegalArgumentException it cannot be written
  static WavWriter open(Path path) {
    try {
      WavWriter writer =
          new WavWriter(
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE));
      writer.flush();
      return writer;
    } catch (IOException e) {
      throw new IllegalArgumentException("recording '" + path + "': cannot be written", e);
    }
  }

  @Override
  public void hear(short[] frame) {
    for (short sample : frame) {
      buffer.putShort(sample);
    }
    if (!buffer.hasRemaining()) {
      try {
        flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    int octets = buffer.remaining();
    file.write(buffer, HEADER_OCTETS + (long) dataOctets);
    buffer.clear();
    dataOctets += octets;
    file.write(header(), 0);
  }

  private ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt(36 + dataOctets).put(ascii("WAVEfmt ")).putInt(16);
    header.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
    header.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(dataOctets);
    return header.flip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try (file) {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
