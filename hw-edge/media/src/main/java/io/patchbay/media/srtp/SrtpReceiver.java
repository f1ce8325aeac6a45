package io.patchbay.media.srtp;

import io.patchbay.media.rtp.Bytes;
import io.patchbay.media.rtp.RtpPacket;
import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jspecify.annotations.Nullable;

/// Checks and opens what the peer sends (RFC 3711 §3.3): authentic, not seen before, of any source.
///
/// A new source is tried with a context made beforehand, so that forged packets cost no key
/// derivation. [#open] is for the media thread, [#openControl] for the control thread.
public final class SrtpReceiver {
  /// Not authentic, or not SRTP at all.
  public static final int FORGED = -1;

  /// Authentic perhaps, but seen before or too old to tell.
  public static final int REPLAYED = -2;

  private static final int SRTCP_LEAST = 12;

  private final SrtpKey key;
  private final Contexts contexts;
  private final PacketBuffer packet = new PacketBuffer();
  private final PacketBuffer report = new PacketBuffer();
  private @Nullable SrtpCryptoContext current;
  private SrtpCryptoContext spare;
  private int ssrc;
  private @Nullable SrtcpCryptoContext control;
  private SrtcpCryptoContext spareControl;
  private int controlSsrc;

  public SrtpReceiver(SrtpKey key) {
    this.key = key;
    contexts = new Contexts(false, key);
    spare = contexts.rtp(0);
    spareControl = contexts.rtcp(0);
  }

  public SrtpKey key() {
    return key;
  }

  /// Makes RTP of the SRTP packet at the beginning of `octets`, in place.
  ///
  /// @return its new length, [#FORGED] or [#REPLAYED]
  public int open(byte[] octets, int length) {
    if (RtpPacket.payloadOffset(octets, length) < 0) {
      return FORGED;
    }
    int source = RtpPacket.ssrc(octets);
    var known = source == ssrc ? current : null;
    try {
      var status =
          (known == null ? spare : known).reverseTransformPacket(packet.of(octets, length), false);
      int opened = outcome(status, packet.getLength());
      if (known == null && opened >= 0) {
        current = spare;
        ssrc = source;
        spare = contexts.rtp(0);
      }
      return opened;
    } catch (GeneralSecurityException refused) {
      return FORGED;
    }
  }

  /// Makes RTCP of a compound packet, in place.
  ///
  /// @return its new length, [#FORGED] or [#REPLAYED]
  public int openControl(byte[] octets, int length) {
    if (length < SRTCP_LEAST) {
      return FORGED;
    }
    int source = Bytes.get32(octets, 4);
    var known = source == controlSsrc ? control : null;
    try {
      var status =
          (known == null ? spareControl : known).reverseTransformPacket(report.of(octets, length));
      int opened = outcome(status, report.getLength());
      if (known == null && opened >= 0) {
        control = spareControl;
        controlSsrc = source;
        spareControl = contexts.rtcp(0);
      }
      return opened;
    } catch (GeneralSecurityException refused) {
      return FORGED;
    }
  }

  private static int outcome(SrtpErrorStatus status, int length) {
    return switch (status) {
      case OK -> length;
      case REPLAY_FAIL, REPLAY_OLD -> REPLAYED;
      case FAIL, AUTH_FAIL, INVALID_PACKET -> FORGED;
    };
  }
}
