package io.patchbay.trunk.sdp;

import java.util.ArrayList;
import java.util.List;

/// Collects the transport attributes of one section as its lines come.
final class TransportReader {
  private static final int MAX_CRYPTO = 16;

  private final List<Crypto> crypto = new ArrayList<>();

  /// @param value what follows `a=`
  void attribute(String value) {
    if (value.regionMatches(true, 0, "crypto:", 0, 7) && crypto.size() < MAX_CRYPTO) {
      Crypto.parse(value.substring(7)).ifPresent(crypto::add);
    }
  }

  PeerTransport read() {
    return new PeerTransport(crypto);
  }
}
