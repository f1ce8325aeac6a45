package io.patchbay.trunk.dialog;

import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.Direction;
import io.patchbay.trunk.sdp.LocalMedia;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SdpBuilder;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The audio stream of a SIP leg and where offer and answer stand (RFC 3264).
///
/// @param local set once the edge has opened the RTP port
/// @param remote set once negotiated
/// @param offer the peer's last offer; null: we offer
/// @param requested the edge was asked for the port
/// @param described the peer has our description
public record Media(
    List<Codec> codecs,
    long sessionId,
    long version,
    @Nullable LocalMedia local,
    @Nullable RemoteMedia remote,
    @Nullable SessionDescription offer,
    boolean requested,
    boolean described) {
  public Media {
    codecs = List.copyOf(codecs);
  }

  /// Nothing known yet.
  public static Media fresh(List<Codec> codecs, long sessionId) {
    return new Media(codecs, sessionId, 1, null, null, null, false, false);
  }

  /// Our description: the answer to the peer's offer, else an offer of our own.
  public String describe() {
    LocalMedia ours = local;
    if (ours == null) {
      throw new IllegalStateException("no RTP port yet");
    }
    if (offer != null && remote != null) {
      return SdpBuilder.answer(sessionId, version, ours, remote, offer, codecs);
    }
    return SdpBuilder.offer(sessionId, version, ours, codecs, Direction.SENDRECV);
  }

  /// An offer of our own in an established session: what was agreed stays, both ways open.
  public Media offering() {
    List<Codec> again = remote == null ? codecs : Codec.again(codecs, remote, offer != null);
    return new Media(again, sessionId, version + 1, local, remote, null, requested, described);
  }

  /// As another replica has left it.
  public Media atVersion(long last) {
    return new Media(codecs, sessionId, last, local, remote, offer, requested, described);
  }

  public Media withLocal(LocalMedia port) {
    return new Media(codecs, sessionId, version, port, remote, offer, requested, described);
  }

  /// The edge was asked, or has to be asked again elsewhere.
  public Media withRequested(boolean asked) {
    return new Media(
        codecs, sessionId, version, asked ? local : null, remote, offer, asked, described);
  }

  Media with(List<Codec> others) {
    return new Media(others, sessionId, version, local, remote, offer, requested, described);
  }

  public Media withRemote(RemoteMedia agreed) {
    return new Media(codecs, sessionId, version, local, agreed, offer, requested, described);
  }

  public Media asDescribed() {
    return new Media(codecs, sessionId, version, local, remote, offer, requested, true);
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
        described);
  }
}
