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
      if (media.usable() && codecOf(media, codecs) >= 0) {
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
    int payloadType = codecOf(media, codecs);
    Codec codec = Codec.named(media.encoding(payloadType)).orElseThrow();
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
            payloadType,
            telephoneEvent(media),
            ptime(media.ptimeMs()),
            ours,
            Transports.agree(media, spec).orElseThrow()));
  }

  private static int codecOf(MediaDescription media, List<Codec> codecs) {
    for (int payloadType : media.formats()) {
      if (Codec.named(media.encoding(payloadType)).filter(codecs::contains).isPresent()) {
        return payloadType;
      }
    }
    return -1;
  }

  private static int telephoneEvent(MediaDescription media) {
    for (int payloadType : media.formats()) {
      if (media.encoding(payloadType).equals("TELEPHONE-EVENT")) {
        return payloadType;
      }
    }
    return 0;
  }

  private static int ptime(int offeredMs) {
    if (offeredMs == 0) {
      return 20;
    }
    return Math.clamp(offeredMs / 10 * 10L, 10, 60);
  }
}
