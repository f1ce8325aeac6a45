package io.patchbay.media.rtp;

/// Accessors of an RTP packet in a byte array (RFC 3550 §5.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           timestamp                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           synchronization source (SSRC) identifier            |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |            contributing source (CSRC) identifiers             |
/// ```
public final class RtpPacket {
  /// Octets of the fixed header.
  public static final int HEADER = 12;

  private RtpPacket() {}

  /// Where the payload begins, −1 when the packet is not a well-formed RTP packet.
  ///
  /// @param length octets received
  public static int payloadOffset(byte[] packet, int length) {
    if (length < HEADER || (packet[0] & 0xc0) != 0x80) {
      return -1;
    }
    int offset = HEADER + 4 * (packet[0] & 0x0f);
    if ((packet[0] & 0x10) != 0) {
      if (offset + 4 > length) {
        return -1;
      }
      offset += 4 + 4 * Bytes.get16(packet, offset + 2);
    }
    return offset > length ? -1 : offset;
  }

  /// Octets of the payload without padding, −1 when the padding is longer than what is there.
  ///
  /// @param offset from [#payloadOffset], not −1
  public static int payloadLength(byte[] packet, int length, int offset) {
    if ((packet[0] & 0x20) == 0) {
      return length - offset;
    }
    int padding = length == offset ? 0 : packet[length - 1] & 0xff;
    return padding == 0 || padding > length - offset ? -1 : length - offset - padding;
  }

  /// The marker bit.
  public static boolean marker(byte[] packet) {
    return (packet[1] & 0x80) != 0;
  }

  /// The payload type, 0–127.
  public static int payloadType(byte[] packet) {
    return packet[1] & 0x7f;
  }

  /// The sequence number, 0–65535.
  public static int sequence(byte[] packet) {
    return Bytes.get16(packet, 2);
  }

  /// The timestamp, modulo 2³².
  public static int timestamp(byte[] packet) {
    return Bytes.get32(packet, 4);
  }

  /// The synchronisation source.
  public static int ssrc(byte[] packet) {
    return Bytes.get32(packet, 8);
  }

  /// Writes a fixed header without padding, extension and CSRC.
  public static void write(
      byte[] packet, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
    packet[0] = (byte) 0x80;
    packet[1] = (byte) (marker ? payloadType | 0x80 : payloadType);
    Bytes.put16(packet, 2, sequence);
    Bytes.put32(packet, 4, timestamp);
    Bytes.put32(packet, 8, ssrc);
  }
}
