package io.patchbay.trunk.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a section says of how its RTP is carried, beside the profile.
///
/// @param crypto lines that we understand, in the peer's order
/// @param dtls as its fingerprint and role say; null: none
/// @param rtcpMux RTCP may come and go over the RTP port (RFC 5761)
/// @param fragment user fragment of ICE; empty: no ICE
public record PeerTransport(
    List<Crypto> crypto, @Nullable Dtls dtls, boolean rtcpMux, String fragment) {
  static final PeerTransport NONE = new PeerTransport(List.of(), null, false, "");

  public PeerTransport {
    crypto = List.copyOf(crypto);
  }
}
