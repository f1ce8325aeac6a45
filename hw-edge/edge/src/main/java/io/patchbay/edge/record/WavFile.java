package io.patchbay.edge.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/// A WAV file: PCM, 16 bit, 8 kHz, stereo. Its header is right after every [#write], so that a file
/// left by a dead process can be played.
final class WavFile implements SoundFile {
  static final String SUFFIX = ".wav";

  private static final int HEADER_OCTETS = 44;
  private static final int CHANNELS = 2;
  private static final int RATE_HZ = 8000;
  private static final int FRAME_OCTETS = 2 * CHANNELS;

  private final FileChannel file;
  private final ByteBuffer buffer;
  private long dataOctets;

  private WavFile(FileChannel file, int samples) {
    this.file = file;
    this.buffer = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// @param samples most that are written at once
  /// @param rights of the new file
  static WavFile create(Path path, int samples, FileAttribute<?>... rights) throws IOException {
    var file =
        new WavFile(
            FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights),
            samples);
    file.header();
    return file;
  }

  @Override
  public void write(short[] pcm, int samples) throws IOException {
    buffer.clear();
    for (int i = 0; i < samples; i++) {
      buffer.putShort(pcm[i]);
    }
    buffer.flip();
    long at = HEADER_OCTETS + dataOctets;
    while (buffer.hasRemaining()) {
      at += file.write(buffer, at);
    }
    dataOctets = at - HEADER_OCTETS;
    header();
  }

  @Override
  public long millis() {
    return millis(dataOctets);
  }

  /// How long a file of so many octets is.
  static long millisOf(long fileOctets) {
    return millis(Math.max(0, fileOctets - HEADER_OCTETS));
  }

  private static long millis(long dataOctets) {
    return dataOctets * 1000 / (RATE_HZ * FRAME_OCTETS);
  }

  private void header() throws IOException {
    var header = ByteBuffer.allocate(HEADER_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt((int) (HEADER_OCTETS - 8 + dataOctets)).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) CHANNELS);
    header.putInt(RATE_HZ).putInt(RATE_HZ * FRAME_OCTETS);
    header.putShort((short) FRAME_OCTETS).putShort((short) 16);
    header.put(ascii("data")).putInt((int) dataOctets);
    header.flip();
    long at = 0;
    while (header.hasRemaining()) {
      at += file.write(header, at);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
