package io.patchbay.edge.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.media.codec.Codecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads an Ogg Opus file of two mono streams as RFC 3533, RFC 7845 and RFC 6716 have it, and knows
/// nothing of who wrote it.
public final class OggReader {
  /// Packets, and the granule position and flags of the page that each ends in.
  record Packet(byte[] octets, long granule, int flags) {}

  private final List<Packet> packets = new ArrayList<>();
  private final int preSkip;

  private OggReader(Path path) throws IOException {
    var file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int number = 0;
    while (file.hasRemaining()) {
      page(file, number++);
    }
    var head = ByteBuffer.wrap(packets.getFirst().octets()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals("OpusHead", new String(packets.getFirst().octets(), 0, 8, ISO_8859_1));
    assertEquals(1, head.get(18), "mapping family");
    assertEquals(2, head.get(19), "streams");
    assertEquals(2, packets.getFirst().flags(), "begins the stream");
    preSkip = head.getShort(10);
    assertEquals("OpusTags", new String(packets.get(1).octets(), 0, 8, ISO_8859_1));
  }

  static OggReader of(Path path) throws IOException {
    return new OggReader(path);
  }

  Packet last() {
    return packets.getLast();
  }

  /// Left and right, 8 kHz, without what the encoder put before and after.
  public static short[][] sides(Path path) throws IOException {
    return of(path).sides();
  }

  short[][] sides() {
    var codecs = new Codecs();
    int samples = (int) (last().granule() - preSkip) / 6;
    int skip = preSkip / 6;
    var sides = new short[2][];
    for (int side = 0; side < 2; side++) {
      var codec = codecs.open("opus");
      var pcm = new short[160 * (packets.size() - 2)];
      for (int i = 2; i < packets.size(); i++) {
        byte[] packet = stream(packets.get(i).octets(), side);
        assertEquals(160, codec.decode(packet, 0, packet.length, pcm, 160 * (i - 2)));
      }
      codec.close();
      sides[side] = Arrays.copyOfRange(pcm, skip, skip + samples);
    }
    return sides;
  }

  /// RFC 6716 appendix B: the first stream's packet says its length after the first octet.
  private static byte[] stream(byte[] packet, int side) {
    int first = packet[1] & 0xff;
    int at = first < 252 ? 2 : 3;
    int length = first < 252 ? first : first + 4 * (packet[2] & 0xff);
    if (side == 1) {
      return Arrays.copyOfRange(packet, at + length, packet.length);
    }
    var own = new byte[1 + length];
    own[0] = packet[0];
    System.arraycopy(packet, at, own, 1, length);
    return own;
  }

  private void page(ByteBuffer file, int number) {
    int begin = file.position();
    assertEquals(0x5367674f, file.getInt(), "OggS");
    assertEquals(0, file.get(), "version");
    int flags = file.get();
    long granule = file.getLong();
    file.getInt();
    assertEquals(number, file.getInt(), "page");
    int sum = file.getInt();
    var lacing = new byte[file.get() & 0xff];
    file.get(lacing);
    var packet = new ByteArrayOutputStream();
    for (byte part : lacing) {
      var octets = new byte[part & 0xff];
      file.get(octets);
      packet.writeBytes(octets);
      if (octets.length < 255) {
        packets.add(new Packet(packet.toByteArray(), granule, flags));
        packet.reset();
      }
    }
    assertEquals(0, packet.size(), "a packet goes over the end of page " + number);
    file.putInt(begin + 22, 0);
    assertEquals(checksum(file, begin, file.position()), sum, "checksum of " + number);
  }

  private static int checksum(ByteBuffer octets, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        int top = sum >>> 31 ^ ((octets.get(i) >> bit) & 1);
        sum = sum << 1 ^ top * 0x04c11db7;
      }
    }
    return sum;
  }
}
