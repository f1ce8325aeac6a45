package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `m=image … udptl t38` in offer and answer (T.38 Annex D.2.3, RFC 3362, RFC 7345 §3). It takes
/// the place of the audio stream (RFC 3264 §8.3.3).
public final class T38Sdp {
  private static final int DEFAULT_BIT_RATE = 14_400;
  private static final int MAX_DATAGRAM = 400;
  private static final int MAX_BUFFER = 1024;
  private static final String REDUNDANCY = "t38UDPRedundancy";
  private static final String FEC = "t38UDPFEC";

  private T38Sdp() {}

  /// Which section is T.38 that we can take; -1: none.
  static int section(SessionDescription session) {
    for (int i = 0; i < session.media().size(); i++) {
      MediaDescription media = session.media().get(i);
      if (media.media().equals("image")
          && media.port() > 0
          && media.protocol().equalsIgnoreCase("udptl")
          && media.line().toLowerCase(Locale.ROOT).endsWith(" t38")
          && Address.kind(media.address()) == Address.Kind.UNICAST) {
        return i;
      }
    }
    return -1;
  }

  /// UDPTL is not encrypted: not in place of audio that is, or has to be.
  public static boolean allowed(RemoteMedia audio, MediaSpec spec) {
    return spec.getEncryption() != MediaEncryption.MEDIA_ENCRYPTION_MANDATORY
        && !audio.carriage().secured()
        && audio.carriage().profile().equals(Carriage.AVP);
  }

  /// What is agreed when the peer's description has T.38 in place of the audio so far.
  public static Optional<RemoteMedia> agree(
      SessionDescription session, RemoteMedia audio, MediaSpec spec) {
    int section = section(session);
    if (section < 0 || spec.getFax().getMode() == FaxSpec.Mode.MODE_OFF || !allowed(audio, spec)) {
      return Optional.empty();
    }
    MediaDescription media = session.media().get(section);
    return Optional.of(
        new RemoteMedia(
            media.address(),
            media.port(),
            audio.codec(),
            audio.payloadType(),
            audio.telephoneEvent(),
            audio.ptimeMs(),
            Direction.SENDRECV,
            Carriage.PLAIN,
            fax(media.t38(), spec)));
  }

  /// What is agreed when a peer calls with T.38 and with no audio that we have. Only where the
  /// peer's document wants T.38: nobody has heard a fax yet.
  public static Optional<RemoteMedia> first(SessionDescription session, MediaSpec spec) {
    int section = section(session);
    if (section < 0
        || spec.getFax().getMode() != FaxSpec.Mode.MODE_T38
        || spec.getEncryption() == MediaEncryption.MEDIA_ENCRYPTION_MANDATORY) {
      return Optional.empty();
    }
    MediaDescription media = session.media().get(section);
    return Optional.of(
        new RemoteMedia(
            media.address(),
            media.port(),
            Codec.PCMA,
            Codec.PCMA.payloadType(),
            0,
            Codec.PCMA.askedMs(),
            Direction.SENDRECV,
            Carriage.PLAIN,
            fax(media.t38(), spec)));
  }

  private static Fax fax(Map<String, String> said, MediaSpec spec) {
    return new Fax(
        true,
        0,
        Math.min(bitRate(spec.getFax()), number(said, "t38maxbitrate", DEFAULT_BIT_RATE)),
        said.getOrDefault("t38faxratemanagement", "").equalsIgnoreCase("localTCF"),
        recovery(said.getOrDefault("t38faxudpec", "")),
        number(said, "t38faxmaxdatagram", 0));
  }

  /// An offer of T.38 in place of the audio.
  public static String offer(long sessionId, long version, LocalMedia local, MediaSpec spec) {
    StringBuilder sdp =
        SdpBuilder.head(sessionId, version, new LocalMedia(local.address(), local.port()));
    FaxSpec.Recovery recovery = spec.getFax().getRecovery();
    return section(sdp, local, 0, bitRate(spec.getFax()), false, recovery);
  }

  /// The section of an answer.
  static void accepted(StringBuilder sdp, LocalMedia local, Fax fax) {
    section(sdp, local, fax.version(), fax.maxBitRate(), fax.localTcf(), fax.recovery());
  }

  private static String section(
      StringBuilder sdp,
      LocalMedia local,
      int version,
      int bitRate,
      boolean localTcf,
      FaxSpec.Recovery recovery) {
    sdp.append("m=image ").append(local.port()).append(" udptl t38\r\n");
    attribute(sdp, "T38FaxVersion", version);
    attribute(sdp, "T38MaxBitRate", bitRate);
    attribute(sdp, "T38FaxRateManagement", localTcf ? "localTCF" : "transferredTCF");
    attribute(sdp, "T38FaxMaxBuffer", MAX_BUFFER);
    attribute(sdp, "T38FaxMaxDatagram", MAX_DATAGRAM);
    switch (recovery) {
      case RECOVERY_UNSPECIFIED, RECOVERY_REDUNDANCY -> attribute(sdp, "T38FaxUdpEC", REDUNDANCY);
      case RECOVERY_FEC -> attribute(sdp, "T38FaxUdpEC", FEC);
      case RECOVERY_NONE, UNRECOGNIZED -> {}
    }
    return sdp.toString();
  }

  private static void attribute(StringBuilder sdp, String name, Object value) {
    sdp.append("a=").append(name).append(':').append(value).append("\r\n");
  }

  private static int bitRate(FaxSpec fax) {
    return fax.getMaxBitRate() == 0 ? DEFAULT_BIT_RATE : fax.getMaxBitRate();
  }

  private static FaxSpec.Recovery recovery(String word) {
    if (word.equalsIgnoreCase(FEC)) {
      return FaxSpec.Recovery.RECOVERY_FEC;
    }
    return word.equalsIgnoreCase(REDUNDANCY)
        ? FaxSpec.Recovery.RECOVERY_REDUNDANCY
        : FaxSpec.Recovery.RECOVERY_NONE;
  }

  /// 2400 to 64 000 in good descriptions; what is no number is as not said.
  private static int number(Map<String, String> said, String name, int otherwise) {
    String value = said.getOrDefault(name, "");
    int number = value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : 0;
    boolean slow = name.equals("t38maxbitrate") && number < 2400;
    return number == 0 || slow ? otherwise : number;
  }
}
