package io.patchbay.media.rtcp;

import io.patchbay.media.rtp.Bytes;

/// Reads compound RTCP packets: the peer's SR, its block about us, BYE (RFC 3550 §6.4, A.2).
///
/// Reused for every packet; unknown types are passed over.
public final class RtcpReader {
  private boolean senderReport;
  private int senderSsrc;
  private long ntp;
  private boolean block;
  private int lost;
  private int lsr;
  private int dlsr;
  private boolean bye;
  private double mos;

  /// Reads a packet.
  ///
  /// @param ssrc our own source, whose block is wanted
  /// @return false when it is not a well-formed compound packet
  public boolean read(byte[] packet, int length, int ssrc) {
    senderReport = false;
    block = false;
    bye = false;
    mos = 0;
    if (length < 8 || length % 4 != 0) {
      return false;
    }
    int first = packet[1] & 0xff;
    if (first != RtcpWriter.SR && first != RtcpWriter.RR) {
      return false;
    }
    int offset = 0;
    while (offset < length) {
      int octets = length - offset < 4 ? -1 : 4 * (Bytes.get16(packet, offset + 2) + 1);
      if (octets < 0 || (packet[offset] & 0xc0) != 0x80 || octets > length - offset) {
        return false;
      }
      one(packet, offset, octets, ssrc);
      offset += octets;
    }
    return true;
  }

  /// Whether it held a sender report.
  public boolean senderReport() {
    return senderReport;
  }

  /// Who sent the report.
  public int senderSsrc() {
    return senderSsrc;
  }

  /// Middle 32 bits of the NTP timestamp of the sender report.
  public int middleNtp() {
    return (int) (ntp >>> 16);
  }

  /// Whether it held a block about us.
  public boolean block() {
    return block;
  }

  /// Packets of ours that the peer lost, signed.
  public int lost() {
    return lost;
  }

  /// The block's last-SR timestamp, 0 = none.
  public int lsr() {
    return lsr;
  }

  /// Its delay since last SR in 1/65536 s.
  public int dlsr() {
    return dlsr;
  }

  /// Whether the peer has left.
  public boolean bye() {
    return bye;
  }

  /// What the peer says our speech sounds like (RFC 3611 §4.7), 1 to 5; 0 = nothing.
  public double mos() {
    return mos;
  }

  private void one(byte[] packet, int offset, int octets, int ssrc) {
    int type = packet[offset + 1] & 0xff;
    int blocks = -1;
    if (type == RtcpWriter.SR && octets >= 28) {
      senderReport = true;
      senderSsrc = Bytes.get32(packet, offset + 4);
      ntp =
          ((long) Bytes.get32(packet, offset + 8) << 32)
              | Integer.toUnsignedLong(Bytes.get32(packet, offset + 12));
      blocks = offset + 28;
    } else if (type == RtcpWriter.RR && octets >= 8) {
      blocks = offset + 8;
    } else if (type == VoipMetrics.XR) {
      mos = VoipMetrics.mos(packet, offset, octets, ssrc);
    } else if (type == RtcpWriter.BYE) {
      bye = true;
    }
    int count = blocks < 0 ? 0 : Math.min(packet[offset] & 0x1f, (offset + octets - blocks) / 24);
    for (int i = 0; i < count; i++) {
      block(packet, blocks + 24 * i, ssrc);
    }
  }

  private void block(byte[] packet, int at, int ssrc) {
    if (Bytes.get32(packet, at) == ssrc) {
      block = true;
      lost = Bytes.get32(packet, at + 4) << 8 >> 8;
      lsr = Bytes.get32(packet, at + 16);
      dlsr = Bytes.get32(packet, at + 20);
    }
  }
}
