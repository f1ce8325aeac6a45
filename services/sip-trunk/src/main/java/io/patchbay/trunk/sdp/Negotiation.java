package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;
import java.util.Optional;

/// Offer/answer for one audio stream (RFC 3264 §5 to §8).
public final class Negotiation {
  private Negotiation() {}

  /// Which section of the description is our audio stream; -1: none. One that will be encrypted
  /// comes first.
  public static int audioSection(SessionDescription session, List<Codec> codecs, MediaSpec spec) {
    int plain = -1;
    for (int i = 0; i < session.media().size(); i++) {
      MediaDescription media = session.media().get(i);
      if (media.usable() && match(media, codecs).isPresent()) {
        Optional<Carriage> carriage = Transports.agree(media, spec);
        if (carriage.isPresent() && carriage.get().secured()) {
          return i;
        }
        plain = carriage.isPresent() && plain < 0 ? i : plain;
      }
    }
    return plain;
  }

  /// With a peer whose document says nothing of how audio is carried.
  public static Optional<RemoteMedia> agree(SessionDescription session, List<Codec> codecs) {
    return agree(session, codecs, MediaSpec.getDefaultInstance());
  }

  /// What was agreed when the peer's description stands against our codecs, in the peer's order of
  /// preference. Empty: nothing in common (488).
  ///
  /// @param spec how audio is to be carried to and from the peer
  public static Optional<RemoteMedia> agree(
      SessionDescription session, List<Codec> codecs, MediaSpec spec) {
    int section = audioSection(session, codecs, spec);
    if (section < 0) {
      return Optional.empty();
    }
    MediaDescription media = session.media().get(section);
    Match match = match(media, codecs).orElseThrow();
    Codec codec = agreed(match, media);
    boolean nowhere = media.address().equals("0.0.0.0");
    Direction ours = media.direction().mirrored();
    if (nowhere) {
      ours = ours.receives() ? Direction.RECVONLY : Direction.INACTIVE;
    }
    return Optional.of(
        new RemoteMedia(
            media.address(),
            media.port(),
            codec,
            match.payloadType(),
            telephoneEvent(media, codec.eventClockHz()),
            ptime(media, codec),
            ours,
            Transports.agree(media, spec).orElseThrow()));
  }

  /// A codec of ours, and what the peer has it as.
  private record Match(int payloadType, Codec codec) {}

  /// The first of the peer's formats that is ours (RFC 3264 §6.1), or the first of ours that is the
  /// peer's.
  private static Optional<Match> match(MediaDescription media, List<Codec> codecs) {
    boolean ownOrder = !codecs.isEmpty() && codecs.getFirst().ownOrder();
    Optional<Match> best = Optional.empty();
    int bestRank = Integer.MAX_VALUE;
    for (int payloadType : media.formats()) {
      Encoding encoding = Encoding.named(media.encoding(payloadType)).orElse(null);
      for (int rank = 0; rank < codecs.size(); rank++) {
        if (codecs.get(rank).encoding() == encoding && rank < bestRank) {
          best = Optional.of(new Match(payloadType, codecs.get(rank)));
          bestRank = ownOrder ? rank : -1;
        }
      }
    }
    return best;
  }

  /// What both can: the longer frames of iLBC (RFC 3952 §5), comfort noise, the clock of events.
  private static Codec agreed(Match match, MediaDescription media) {
    Codec ours = match.codec();
    int frame = ours.frameMs();
    if (ours.encoding() == Encoding.ILBC) {
      frame = Math.max(frame, media.parameter(match.payloadType(), "mode", 30) == 20 ? 20 : 30);
    }
    boolean wide = ours.encoding() == Encoding.OPUS;
    int noise = ours.comfortNoise() == 0 || wide ? 0 : formatOf(media, "CN");
    boolean wideEvents = wide && formatOf(media, "TELEPHONE-EVENT/48000") > 0;
    return ours.agreed(frame, noise, wideEvents ? 48_000 : 8000);
  }

  private static int telephoneEvent(MediaDescription media, int clockHz) {
    return formatOf(media, clockHz == 8000 ? "TELEPHONE-EVENT" : "TELEPHONE-EVENT/" + clockHz);
  }

  private static int formatOf(MediaDescription media, String encoding) {
    for (int payloadType : media.formats()) {
      if (media.encoding(payloadType).equals(encoding)) {
        return payloadType;
      }
    }
    return 0;
  }

  /// What the peer asks for, else what we would; whole frames of the codec, and no longer than the
  /// peer can take.
  private static int ptime(MediaDescription media, Codec codec) {
    int wanted = media.ptimeMs() == 0 ? codec.askedMs() : media.ptimeMs() / 10 * 10;
    int whole = codec.wholeFrames(Math.clamp(wanted, 10, 60));
    int longest = media.maxPtimeMs();
    return longest == 0 || whole <= longest
        ? whole
        : Math.max(1, longest / codec.frameMs()) * codec.frameMs();
  }
}
