package io.patchbay.edge.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.patchbay.media.codec.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.Set;

/// An Ogg Opus file (RFC 7845): left and right are a mono stream each (channel mapping family 1),
/// so that nothing of one side is heard on the other. A page holds at most a second.
final class OpusFile implements SoundFile {
  static final String SUFFIX = ".opus";

  private static final int CHANNELS = 2;
  private static final int RATE_HZ = 8000;
  private static final int FRAME = 160;
  private static final int FRAMES_PER_PAGE = 50;
  private static final int MAX_OCTETS = 1275;

  /// Units of granule positions, 48 kHz, in a sample.
  private static final int UNITS = 6;

  /// What an encoder of libopus's kind delays at 8 kHz: 2.5 ms of look-ahead and 4 ms of its own.
  private static final int PRE_SKIP = 312;

  /// A narrow-band frame of 20 ms with nothing in it (RFC 6716 §3.1): the decoder conceals it.
  private static final byte NOTHING = 0x08;

  private final FileChannel file;
  private final Codec left;
  private final Codec right;
  private final OggPages pages;
  private final short[][] frame = new short[CHANNELS][FRAME];
  private final byte[] packet = new byte[2 * MAX_OCTETS + 2];
  private final byte[] coded = new byte[MAX_OCTETS];
  private int filled;
  private int framesInPage;
  private long frames;
  private long at;

  private OpusFile(FileChannel file, Codec left, Codec right, int serial) {
    this.file = file;
    this.left = left;
    this.right = right;
    this.pages = new OggPages(serial);
  }

  /// @param left an Opus codec of its own, as is `right`; both are closed with the file
  /// @param serial a number that other streams do not have
  /// @param rights of the new file
  static OpusFile create(Path path, Codec left, Codec right, int serial, FileAttribute<?>... rights)
      throws IOException {
    var channel =
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights);
    var file = new OpusFile(channel, left, right, serial);
    file.header(
        ByteBuffer.allocate(23)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("OpusHead".getBytes(US_ASCII))
            .put((byte) 1)
            .put((byte) CHANNELS)
            .putShort((short) PRE_SKIP)
            .putInt(RATE_HZ)
            .putShort((short) 0)
            .put((byte) 1) // mapping family
            .put((byte) CHANNELS) // streams
            .put((byte) 0) // of these stereo
            .put((byte) 0)
            .put((byte) 1)
            .array());
    byte[] vendor = "Patchbay".getBytes(US_ASCII);
    file.header(
        ByteBuffer.allocate(16 + vendor.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("OpusTags".getBytes(US_ASCII))
            .putInt(vendor.length)
            .put(vendor)
            .putInt(0)
            .array());
    return file;
  }

  private void header(byte[] full) throws IOException {
    pages.add(full, full.length);
    put(pages.page(0, false));
  }

  @Override
  public void write(short[] pcm, int samples) throws IOException {
    for (int i = 0; i + 1 < samples; i += 2) {
      frame[0][filled] = pcm[i];
      frame[1][filled] = pcm[i + 1];
      if (++filled == FRAME) {
        encode();
        frames++;
        filled = 0;
      }
    }
  }

  /// One packet of both streams (RFC 6716 appendix B: all but the last say how long they are).
  private void encode() throws IOException {
    int length = coded(left, frame[0]);
    packet[0] = coded[0];
    int end = 1;
    int rest = length - 1;
    if (rest < 252) {
      packet[end++] = (byte) rest;
    } else {
      packet[end++] = (byte) (252 + (rest & 3));
      packet[end++] = (byte) ((rest - 252) >> 2);
    }
    System.arraycopy(coded, 1, packet, end, rest);
    end += rest;
    length = coded(right, frame[1]);
    System.arraycopy(coded, 0, packet, end, length);
    end += length;
    if (framesInPage == FRAMES_PER_PAGE || !pages.fits(end)) {
      flush(frames * FRAME * UNITS, false);
    }
    pages.add(packet, end);
    framesInPage++;
  }

  /// A frame is one frame of Opus (code 0), whatever was made of it.
  private int coded(Codec codec, short[] pcm) {
    int length = codec.encode(pcm, 0, FRAME, coded, 0);
    if (length > 0 && (coded[0] & 3) == 0) {
      return length;
    }
    coded[0] = NOTHING;
    return 1;
  }

  private void flush(long granule, boolean last) throws IOException {
    put(pages.page(granule, last));
    framesInPage = 0;
  }

  private void put(ByteBuffer page) throws IOException {
    long end = at;
    while (page.hasRemaining()) {
      end += file.write(page, end);
    }
    at = end;
  }

  @Override
  public long millis() {
    return (frames * FRAME + filled) * 1000 / RATE_HZ;
  }

  /// How long a file is that nobody closed, by the last page it has.
  ///
  /// @param tail the end of the file
  static long millisOf(ByteBuffer tail) {
    for (int from = tail.limit() - OggPages.HEADER_OCTETS; from >= 0; from--) {
      var granule = OggPages.granule(tail, from);
      if (granule.isPresent()) {
        return Math.max(0, granule.getAsLong() - PRE_SKIP) * 1000 / (RATE_HZ * UNITS);
      }
    }
    return 0;
  }

  /// What the encoders still hold is let out by silence; the last position says where speech ends.
  @Override
  public void close() throws IOException {
    long end = (frames * FRAME + filled) * UNITS + PRE_SKIP;
    try (file) {
      long whole = frames;
      for (long held = whole * FRAME * UNITS; held < end; held += FRAME * UNITS) {
        Arrays.fill(frame[0], filled, FRAME, (short) 0);
        Arrays.fill(frame[1], filled, FRAME, (short) 0);
        encode();
        frames++;
        filled = 0;
      }
      flush(end, true);
      file.truncate(at);
    } finally {
      left.close();
      right.close();
    }
  }
}
