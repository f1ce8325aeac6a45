package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;

/// Writes our session descriptions (RFC 8866 §5, RFC 3264 §5 and §6).
public final class SdpBuilder {
  private SdpBuilder() {}

  /// An offer of one audio stream over plain RTP.
  ///
  /// @param sessionId of `o=`, the same for the whole dialog
  /// @param version of `o=`, counts up with every change (RFC 3264 §8)
  public static String offer(
      long sessionId, long version, LocalMedia local, List<Codec> codecs, Direction direction) {
    return offer(sessionId, version, local, codecs, direction, Carriage.AVP);
  }

  /// The same with another profile; with every key of `local` it is encrypted, or may be.
  public static String offer(
      long sessionId,
      long version,
      LocalMedia local,
      List<Codec> codecs,
      Direction direction,
      String profile) {
    StringBuilder sdp = head(sessionId, version, local);
    sdp.append("m=audio ").append(local.port()).append(' ').append(profile);
    for (Codec codec : codecs) {
      sdp.append(' ').append(codec.payloadType());
    }
    Codec first = codecs.getFirst();
    boolean wide = codecs.stream().anyMatch(one -> one.encoding() == Encoding.OPUS);
    if (first.comfortNoise() > 0) {
      sdp.append(' ').append(first.comfortNoise());
    }
    if (wide) {
      sdp.append(' ').append(Codec.TELEPHONE_EVENT_48000);
    }
    sdp.append(' ').append(Codec.TELEPHONE_EVENT).append("\r\n");
    for (Codec codec : codecs) {
      format(sdp, codec.payloadType(), codec);
    }
    noise(sdp, first.comfortNoise());
    if (wide) {
      events(sdp, Codec.TELEPHONE_EVENT_48000, 48_000);
    }
    events(sdp, Codec.TELEPHONE_EVENT, 8000);
    Transports.offered(sdp, local);
    return tail(sdp, first.askedMs(), first, direction);
  }

  /// The answer to an offer: its audio stream accepted as negotiated, all others refused with port
  /// 0.
  public static String answer(
      long sessionId,
      long version,
      LocalMedia local,
      RemoteMedia remote,
      SessionDescription offer,
      List<Codec> codecs) {
    return answer(sessionId, version, local, remote, offer, codecs, MediaSpec.getDefaultInstance());
  }

  /// The same with a peer whose audio is carried as `spec` says.
  public static String answer(
      long sessionId,
      long version,
      LocalMedia local,
      RemoteMedia remote,
      SessionDescription offer,
      List<Codec> codecs,
      MediaSpec spec) {
    StringBuilder sdp = head(sessionId, version, local);
    Fax fax = remote.fax();
    int accepted =
        remote.t38() ? T38Sdp.section(offer) : Negotiation.audioSection(offer, codecs, spec);
    for (int i = 0; i < offer.media().size(); i++) {
      if (i == accepted && fax != null && fax.t38()) {
        T38Sdp.accepted(sdp, local, fax);
      } else if (i == accepted) {
        accepted(sdp, local, remote);
      } else {
        refused(sdp, offer.media().get(i));
      }
    }
    return sdp.toString();
  }

  private static void accepted(StringBuilder sdp, LocalMedia local, RemoteMedia remote) {
    sdp.append("m=audio ")
        .append(local.port())
        .append(' ')
        .append(remote.carriage().profile())
        .append(' ')
        .append(remote.payloadType());
    Codec codec = remote.codec();
    if (codec.comfortNoise() > 0) {
      sdp.append(' ').append(codec.comfortNoise());
    }
    if (remote.telephoneEvent() > 0) {
      sdp.append(' ').append(remote.telephoneEvent());
    }
    sdp.append("\r\n");
    format(sdp, remote.payloadType(), codec);
    noise(sdp, codec.comfortNoise());
    if (remote.telephoneEvent() > 0) {
      events(sdp, remote.telephoneEvent(), codec.eventClockHz());
    }
    Transports.answered(sdp, local, remote.carriage());
    int asked = codec.ptimeMs() == 0 ? remote.ptimeMs() : codec.askedMs();
    tail(sdp, asked, codec, remote.direction());
  }

  /// RFC 3264 §6: the same section with port zero.
  private static void refused(StringBuilder sdp, MediaDescription media) {
    String[] parts = media.line().split("\\s+", 3);
    sdp.append("m=").append(parts[0]).append(" 0 ").append(parts[2]).append("\r\n");
  }

  static StringBuilder head(long sessionId, long version, LocalMedia local) {
    String family = local.address().indexOf(':') >= 0 ? "IP6 " : "IP4 ";
    StringBuilder sdp = new StringBuilder(400);
    sdp.append("v=0\r\no=patchbay ")
        .append(sessionId)
        .append(' ')
        .append(version)
        .append(" IN ")
        .append(family)
        .append(local.address())
        .append("\r\ns=-\r\nc=IN ")
        .append(family)
        .append(local.address())
        .append("\r\nt=0 0\r\n");
    Transports.session(sdp, local);
    return sdp;
  }

  private static void format(StringBuilder sdp, int payloadType, Codec codec) {
    rtpmap(sdp, payloadType, codec.name(), codec.encoding().rate());
    if (!codec.parameters().isEmpty()) {
      sdp.append("a=fmtp:").append(payloadType).append(' ').append(codec.parameters());
      sdp.append("\r\n");
    }
  }

  private static void noise(StringBuilder sdp, int payloadType) {
    if (payloadType > 0) {
      rtpmap(sdp, payloadType, "CN", "8000");
    }
  }

  private static void rtpmap(StringBuilder sdp, int payloadType, String name, String rate) {
    sdp.append("a=rtpmap:").append(payloadType).append(' ').append(name).append('/').append(rate);
    sdp.append("\r\n");
  }

  private static void events(StringBuilder sdp, int payloadType, int clockHz) {
    rtpmap(sdp, payloadType, "telephone-event", String.valueOf(clockHz));
    sdp.append("a=fmtp:").append(payloadType).append(" 0-15\r\n");
  }

  private static String tail(StringBuilder sdp, int ptimeMs, Codec codec, Direction direction) {
    sdp.append("a=ptime:").append(ptimeMs).append("\r\n");
    if (codec.maxPtimeMs() > 0) {
      sdp.append("a=maxptime:").append(codec.maxPtimeMs()).append("\r\n");
    }
    return sdp.append("a=").append(direction.attribute()).append("\r\n").toString();
  }
}
