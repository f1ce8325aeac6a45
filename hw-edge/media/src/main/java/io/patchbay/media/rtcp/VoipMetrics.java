package io.patchbay.media.rtcp;

import io.patchbay.media.rtp.Bytes;

/// The VoIP metrics block of extended reports (RFC 3611 §2, §4.7).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|reserved |   PT=XR=207   |             length            |
/// |                              SSRC                             |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |     BT=7      |   reserved    |       block length = 8        |
/// |                        SSRC of source                         |
/// |   loss rate   | discard rate  | burst density |  gap density  |
/// |       burst duration          |         gap duration          |
/// |     round trip delay          |       end system delay        |
/// | signal level  |  noise level  |     RERL      |     Gmin      |
/// |   R factor    | ext. R factor |    MOS-LQ     |    MOS-CQ     |
/// |   RX config   |   reserved    |          JB nominal           |
/// |          JB maximum           |          JB abs max           |
/// ```
///
/// @param ssrc the source that is spoken of
/// @param loss share of packets lost, 0 to 1; `discard` of those too late
/// @param burstDensity `gapDensity` share missing within bursts and between them, 0 to 1
/// @param burstMillis `gapMillis` mean lengths
/// @param roundTripMillis by RTCP, 0 = unknown
/// @param endSystemMillis delay of our side: packets, play-out
/// @param rating R of the conversation, 0 to 100; 127 = unknown
/// @param listening MOS-LQ, `conversation` MOS-CQ, 1 to 5; 0 = unknown
/// @param adaptive whether the play-out delay adapts
/// @param nominalMillis present play-out delay
/// @param maxMillis its largest
public record VoipMetrics(
    int ssrc,
    double loss,
    double discard,
    double burstDensity,
    double gapDensity,
    double burstMillis,
    double gapMillis,
    double roundTripMillis,
    double endSystemMillis,
    double rating,
    double listening,
    double conversation,
    boolean adaptive,
    int nominalMillis,
    int maxMillis) {
  /// Payload type and block type.
  public static final int XR = 207;

  static final int BLOCK = 7;
  private static final int LENGTH = 36;
  private static final int UNKNOWN = 127;
  private static final int GMIN = 16;

  /// No unusual loss concealment; enhanced (§4.7.6).
  private static final int ENHANCED = 0x80;

  private static final int ADAPTIVE = 0x30;
  private static final int NON_ADAPTIVE = 0x20;

  /// Writes a packet with this block.
  ///
  /// @return the offset after it
  public int write(byte[] out, int offset, int sender) {
    out[offset] = (byte) 0x80;
    out[offset + 1] = (byte) XR;
    Bytes.put16(out, offset + 2, (8 + LENGTH) / 4 - 1);
    Bytes.put32(out, offset + 4, sender);
    int at = offset + 8;
    out[at] = BLOCK;
    out[at + 1] = 0;
    Bytes.put16(out, at + 2, LENGTH / 4 - 1);
    Bytes.put32(out, at + 4, ssrc);
    out[at + 8] = fraction(loss);
    out[at + 9] = fraction(discard);
    out[at + 10] = fraction(burstDensity);
    out[at + 11] = fraction(gapDensity);
    Bytes.put16(out, at + 12, millis(burstMillis));
    Bytes.put16(out, at + 14, millis(gapMillis));
    Bytes.put16(out, at + 16, millis(roundTripMillis));
    Bytes.put16(out, at + 18, millis(endSystemMillis));
    out[at + 20] = UNKNOWN;
    out[at + 21] = UNKNOWN;
    out[at + 22] = UNKNOWN;
    out[at + 23] = GMIN;
    out[at + 24] = (byte) (rating < 0 || rating > 100 ? UNKNOWN : Math.round(rating));
    out[at + 25] = UNKNOWN;
    out[at + 26] = score(listening);
    out[at + 27] = score(conversation);
    out[at + 28] = (byte) (ENHANCED | (adaptive ? ADAPTIVE : NON_ADAPTIVE));
    out[at + 29] = 0;
    Bytes.put16(out, at + 30, nominalMillis);
    Bytes.put16(out, at + 32, maxMillis);
    Bytes.put16(out, at + 34, maxMillis);
    return at + LENGTH;
  }

  /// MOS of the conversation in a block about us, as the peer gives it; the listening one when that
  /// is all there is. 0 = none.
  ///
  /// @param offset of an XR packet of `octets`
  static double mos(byte[] packet, int offset, int octets, int ssrc) {
    int at = offset + 8;
    while (at + 4 <= offset + octets) {
      int length = 4 * (Bytes.get16(packet, at + 2) + 1);
      if (at + length > offset + octets) {
        return 0;
      }
      if (packet[at] == BLOCK && length == LENGTH && Bytes.get32(packet, at + 4) == ssrc) {
        int conversation = packet[at + 27] & 0xff;
        int score = valid(conversation) ? conversation : packet[at + 26] & 0xff;
        return valid(score) ? score / 10.0 : 0;
      }
      at += length;
    }
    return 0;
  }

  private static boolean valid(int score) {
    return score >= 10 && score <= 50;
  }

  private static byte fraction(double share) {
    return (byte) Math.clamp(Math.round(256 * share), 0, 255);
  }

  private static byte score(double mos) {
    return (byte) (mos < 1 ? UNKNOWN : Math.round(10 * mos));
  }

  private static int millis(double value) {
    return Math.clamp(Math.round(value), 0, 65_535);
  }
}
