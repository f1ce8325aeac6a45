package io.patchbay.media.rtcp;

import io.patchbay.media.rtp.Bytes;
import java.nio.charset.StandardCharsets;

/// Writes compound RTCP packets: SR or RR, SDES CNAME, and BYE at the end (RFC 3550 §6.4–6.6).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|    RC   |   PT=SR=200   |             length            |
/// |                         SSRC of sender                        |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |              NTP timestamp (64) | RTP timestamp (32)          |
/// |        sender's packet count (32) | octet count (32)          |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// | SSRC | fraction lost (8) cumulative (24) | highest | jitter | LSR | DLSR |
/// ```
public final class RtcpWriter {
  /// Payload types (RFC 3550 §12.1).
  public static final int SR = 200;

  public static final int RR = 201;
  public static final int SDES = 202;
  public static final int BYE = 203;

  private RtcpWriter() {}

  /// What we sent, for a sender report.
  ///
  /// @param ntp NTP timestamp, 32.32 bits; any monotonic origin (RFC 3550 §4)
  public record Sent(long ntp, int rtpTimestamp, long packets, long octets) {}

  /// What we received of one source.
  ///
  /// @param fraction lost since the last report, in 1/256
  /// @param lsr middle 32 bits of the NTP timestamp of its last SR, 0 = none
  /// @param dlsr delay since then in 1/65536 s
  public record Block(
      int ssrc, int fraction, long lost, long highest, long jitter, int lsr, int dlsr) {}

  /// Writes SR.
  ///
  /// @return the offset after it
  public static int senderReport(byte[] out, int offset, int ssrc, Sent sent) {
    header(out, offset, 0, SR, 28);
    Bytes.put32(out, offset + 4, ssrc);
    Bytes.put32(out, offset + 8, (int) (sent.ntp() >>> 32));
    Bytes.put32(out, offset + 12, (int) sent.ntp());
    Bytes.put32(out, offset + 16, sent.rtpTimestamp());
    Bytes.put32(out, offset + 20, (int) sent.packets());
    Bytes.put32(out, offset + 24, (int) sent.octets());
    return offset + 28;
  }

  /// Writes RR without a block.
  public static int receiverReport(byte[] out, int offset, int ssrc) {
    header(out, offset, 0, RR, 8);
    Bytes.put32(out, offset + 4, ssrc);
    return offset + 8;
  }

  /// Adds a block to the SR or RR that begins at `report` and ends at `offset`.
  public static int block(byte[] out, int report, int offset, Block block) {
    Bytes.put32(out, offset, block.ssrc());
    int lost = Math.clamp(block.lost(), -0x800000, 0x7fffff);
    Bytes.put32(out, offset + 4, (block.fraction() << 24) | (lost & 0xffffff));
    Bytes.put32(out, offset + 8, (int) block.highest());
    Bytes.put32(out, offset + 12, (int) block.jitter());
    Bytes.put32(out, offset + 16, block.lsr());
    Bytes.put32(out, offset + 20, block.dlsr());
    header(out, report, (out[report] & 0x1f) + 1, out[report + 1] & 0xff, offset + 24 - report);
    return offset + 24;
  }

  /// Writes SDES with the canonical name, at most 255 octets of UTF-8.
  public static int description(byte[] out, int offset, int ssrc, String cname) {
    byte[] name = cname.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(255, name.length);
    int end = offset + 10 + length;
    int padded = end + 4 - (end - offset & 3);
    header(out, offset, 1, SDES, padded - offset);
    Bytes.put32(out, offset + 4, ssrc);
    out[offset + 8] = 1;
    out[offset + 9] = (byte) length;
    System.arraycopy(name, 0, out, offset + 10, length);
    java.util.Arrays.fill(out, end, padded, (byte) 0);
    return padded;
  }

  /// Writes BYE.
  public static int bye(byte[] out, int offset, int ssrc) {
    header(out, offset, 1, BYE, 8);
    Bytes.put32(out, offset + 4, ssrc);
    return offset + 8;
  }

  private static void header(byte[] out, int offset, int count, int type, int octets) {
    out[offset] = (byte) (0x80 | count);
    out[offset + 1] = (byte) type;
    Bytes.put16(out, offset + 2, octets / 4 - 1);
  }
}
