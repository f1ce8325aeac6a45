package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.trunk.sdp.Carriage;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.Direction;
import io.patchbay.trunk.sdp.Fax;
import io.patchbay.trunk.sdp.LocalMedia;
import io.patchbay.trunk.sdp.Negotiation;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SdpBuilder;
import io.patchbay.trunk.sdp.SessionDescription;
import io.patchbay.trunk.sdp.T38Sdp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The audio stream of a SIP leg and where offer and answer stand (RFC 3264).
///
/// @param local set once the edge has opened the RTP port
/// @param remote set once negotiated
/// @param offer the peer's last offer; null: we offer
/// @param requested the edge was asked for the port
/// @param described the peer has our description
/// @param spec how audio is to be carried, of the peer's document
public record Media(
    List<Codec> codecs,
    long sessionId,
    long version,
    @Nullable LocalMedia local,
    @Nullable RemoteMedia remote,
    @Nullable SessionDescription offer,
    boolean requested,
    boolean described,
    MediaSpec spec) {
  public Media {
    codecs = List.copyOf(codecs);
  }

  /// Nothing known yet.
  public static Media fresh(List<Codec> codecs, long sessionId) {
    return fresh(codecs, sessionId, MediaSpec.getDefaultInstance());
  }

  /// Nothing known yet of a peer whose audio is carried as `spec` says.
  public static Media fresh(List<Codec> codecs, long sessionId, MediaSpec spec) {
    return new Media(codecs, sessionId, 1, null, null, null, false, false, spec);
  }

  /// What a description of the peer comes to; empty: nothing in common (488).
  public Optional<RemoteMedia> agree(SessionDescription sdp) {
    Optional<RemoteMedia> audio = Negotiation.agree(sdp, codecs, spec);
    RemoteMedia before = remote;
    if (before == null) {
      return audio;
    }
    boolean passing = before.fax() != null && !before.t38();
    return audio.isEmpty()
        ? T38Sdp.agree(sdp, before, spec)
        : audio
            .map(one -> passing && one.clear() ? one.with(Fax.PASS_THROUGH) : one)
            .map(one -> one.like(before));
  }

  /// What the description in a peer's first INVITE comes to. Audio comes first where there are
  /// both: it becomes T.38 when a fax is heard.
  Optional<RemoteMedia> agreeFirst(SessionDescription sdp) {
    return agree(sdp).or(() -> T38Sdp.first(sdp, spec));
  }

  /// Our description: the answer to the peer's offer, else an offer of our own.
  public String describe() {
    if (local == null) {
      throw new IllegalStateException("no RTP port yet");
    }
    Carriage carriage = remote == null ? Carriage.PLAIN : remote.carriage();
    boolean answering = offer != null && remote != null;
    LocalMedia ours =
        local.at(spec.getExternalAddress()).told(spec, answering ? carriage : null, carriage);
    if (offer != null && remote != null) {
      return SdpBuilder.answer(sessionId, version, ours, remote, offer, codecs, spec);
    }
    if (remote != null && remote.t38()) {
      return T38Sdp.offer(sessionId, version, ours, spec); // audio would end the fax
    }
    return SdpBuilder.offer(
        sessionId, version, ours, codecs, Direction.SENDRECV, Carriage.profile(spec, carriage));
  }

  /// An offer of T.38 in place of the audio.
  String describeFax() {
    if (local == null) {
      throw new IllegalStateException("no RTP port yet");
    }
    return T38Sdp.offer(sessionId, version, local.at(spec.getExternalAddress()), spec);
  }

  /// An offer of our own in an established session: what was agreed stays, both ways open.
  public Media offering() {
    List<Codec> again = remote == null ? codecs : Codec.again(codecs, remote, offer != null);
    return new Media(
        again, sessionId, version + 1, local, remote, null, requested, described, spec);
  }

  /// As another replica has left it.
  public Media atVersion(long last) {
    return new Media(codecs, sessionId, last, local, remote, offer, requested, described, spec);
  }

  public Media withLocal(LocalMedia port) {
    return new Media(codecs, sessionId, version, port, remote, offer, requested, described, spec);
  }

  /// The edge was asked, or has to be asked again elsewhere.
  public Media withRequested(boolean asked) {
    return new Media(
        codecs, sessionId, version, asked ? local : null, remote, offer, asked, described, spec);
  }

  Media with(List<Codec> others) {
    return new Media(others, sessionId, version, local, remote, offer, requested, described, spec);
  }

  public Media withRemote(RemoteMedia agreed) {
    return new Media(codecs, sessionId, version, local, agreed, offer, requested, described, spec);
  }

  public Media asDescribed() {
    return new Media(codecs, sessionId, version, local, remote, offer, requested, true, spec);
  }

  /// The peer has offered, and this is what we make of it.
  public Media answering(SessionDescription offered, RemoteMedia agreed) {
    return new Media(
        codecs,
        sessionId,
        described ? version + 1 : version,
        local,
        agreed,
        offered,
        requested,
        described,
        spec);
  }
}
