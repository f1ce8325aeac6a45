package io.patchbay.media.srtp;

import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;

/// Protects what one source sends (RFC 3711 §3.3, §3.4).
///
/// [#protect] is for the media thread, [#protectControl] for the control thread.
public final class SrtpSender {
  /// Room that must be free behind a packet.
  public static final int MAX_GROWTH = 32;

  private final SrtpKey key;
  private final SrtpCryptoContext rtp;
  private final SrtcpCryptoContext rtcp;
  private final PacketBuffer packet = new PacketBuffer();
  private final PacketBuffer report = new PacketBuffer();

  public SrtpSender(SrtpKey key, int ssrc) {
    this.key = key;
    var contexts = new Contexts(true, key);
    rtp = contexts.rtp(ssrc);
    rtcp = contexts.rtcp(ssrc);
  }

  public SrtpKey key() {
    return key;
  }

  /// Makes SRTP of the RTP packet at the beginning of `octets`, in place.
  ///
  /// @return its new length, −1 when the library refused
  public int protect(byte[] octets, int length) {
    try {
      var status = rtp.transformPacket(packet.of(octets, length));
      return status == SrtpErrorStatus.OK ? packet.getLength() : -1;
    } catch (GeneralSecurityException refused) {
      return -1;
    }
  }

  /// Makes SRTCP of a compound packet, in place.
  ///
  /// @return its new length, −1 when the library refused
  public int protectControl(byte[] octets, int length) {
    try {
      var status = rtcp.transformPacket(report.of(octets, length));
      return status == SrtpErrorStatus.OK ? report.getLength() : -1;
    } catch (GeneralSecurityException refused) {
      return -1;
    }
  }
}
