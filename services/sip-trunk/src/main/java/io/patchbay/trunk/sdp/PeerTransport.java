package io.patchbay.trunk.sdp;

import java.util.List;

/// What a section says of how its RTP is carried, beside the profile.
///
/// @param crypto lines that we understand, in the peer's order
public record PeerTransport(List<Crypto> crypto) {
  static final PeerTransport NONE = new PeerTransport(List.of());

  public PeerTransport {
    crypto = List.copyOf(crypto);
  }
}
