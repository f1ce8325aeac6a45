package io.patchbay.media.rtp;

/// Accessors of a telephone-event payload (RFC 4733 §2.3).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     event     |E|R| volume    |          duration             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
public final class TelephoneEvent {
  /// Octets of one event.
  public static final int LENGTH = 4;

  /// Longest duration of one segment in timestamp units (RFC 4733 §2.5.1.3).
  public static final int MAX_DURATION = 0xffff;

  private TelephoneEvent() {}

  /// The event code, 0–255.
  public static int event(byte[] packet, int offset) {
    return packet[offset] & 0xff;
  }

  /// Whether this packet ends the event.
  public static boolean end(byte[] packet, int offset) {
    return (packet[offset + 1] & 0x80) != 0;
  }

  /// Time since the event began, in timestamp units.
  public static int duration(byte[] packet, int offset) {
    return Bytes.get16(packet, offset + 2);
  }

  /// Writes one event.
  ///
  /// @param volume power below 0 dBm0 in dB, 0–63
  public static void write(
      byte[] packet, int offset, int event, boolean end, int volume, int duration) {
    packet[offset] = (byte) event;
    packet[offset + 1] = (byte) (end ? volume | 0x80 : volume);
    Bytes.put16(packet, offset + 2, duration);
  }
}
