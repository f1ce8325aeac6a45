package io.patchbay.edge.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/// Makes the pages of one logical Ogg stream (RFC 3533); packets never go over the end of a page.
final class OggPages {
  static final int HEADER_OCTETS = 27;
  private static final int MAX_SEGMENTS = 255;
  private static final int MAX_BODY = MAX_SEGMENTS * 255;
  private static final int SEGMENT = 255;
  private static final int FLAGS_AT = 5;
  private static final int GRANULE_AT = 6;
  private static final int CHECKSUM_AT = 22;
  private static final int BEGIN = 2;
  private static final int END = 4;
  private static final int CAPTURE = 0x5367674f; // "OggS", little endian

  private final int serial;
  private final byte[] lacing = new byte[MAX_SEGMENTS];
  private final byte[] body = new byte[MAX_BODY];
  private int segments;
  private int octets;
  private int sequence;

  /// @param serial of the stream
  OggPages(int serial) {
    this.serial = serial;
  }

  /// Whether a packet of so many octets fits into the page under way.
  boolean fits(int length) {
    return segments + length / SEGMENT + 1 <= MAX_SEGMENTS;
  }

  boolean empty() {
    return segments == 0;
  }

  /// Adds a packet to the page under way, where it [#fits].
  void add(byte[] packet, int length) {
    int left = length;
    for (; left >= SEGMENT; left -= SEGMENT) {
      lacing[segments++] = (byte) SEGMENT;
    }
    lacing[segments++] = (byte) left;
    System.arraycopy(packet, 0, body, octets, length);
    octets += length;
  }

  /// The page under way; the next one begins empty.
  ///
  /// @param granule position at its end, in samples at 48 kHz
  /// @param last whether the stream ends with it
  ByteBuffer page(long granule, boolean last) {
    var page = ByteBuffer.allocate(HEADER_OCTETS + segments + octets);
    page.order(ByteOrder.LITTLE_ENDIAN).putInt(CAPTURE).put((byte) 0);
    page.put((byte) ((sequence == 0 ? BEGIN : 0) | (last ? END : 0))).putLong(granule);
    page.putInt(serial).putInt(sequence++).putInt(0);
    page.put((byte) segments).put(lacing, 0, segments).put(body, 0, octets);
    segments = 0;
    octets = 0;
    return page.putInt(CHECKSUM_AT, checksum(page.array())).flip();
  }

  /// The granule position of the page that begins there, if one does.
  static OptionalLong granule(ByteBuffer file, int at) {
    boolean begins =
        at + HEADER_OCTETS <= file.limit()
            && file.getInt(at) == Integer.reverseBytes(CAPTURE)
            && file.get(at + FLAGS_AT) >>> 3 == 0;
    return begins
        ? OptionalLong.of(Long.reverseBytes(file.getLong(at + GRANULE_AT)))
        : OptionalLong.empty();
  }

  /// RFC 3533 §6: polynomial 0x04c11db7, not reflected, nothing in advance or at the end.
  private static int checksum(byte[] page) {
    int sum = 0;
    for (byte octet : page) {
      sum ^= octet << 24;
      for (int i = 0; i < Byte.SIZE; i++) {
        sum = sum < 0 ? sum << 1 ^ 0x04c11db7 : sum << 1;
      }
    }
    return sum;
  }
}
