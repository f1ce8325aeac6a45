package io.patchbay.trunk.sdp;

import java.util.List;

/// Where we receive RTP, and with which keys we send.
///
/// @param crypto one for each suite we may use; tags do not count
public record LocalMedia(String address, int port, List<Crypto> crypto) {
  public LocalMedia {
    crypto = List.copyOf(crypto);
  }

  /// Plain RTP.
  public LocalMedia(String address, int port) {
    this(address, port, List.of());
  }

  /// The same at the address that is put into SDP towards a certain peer.
  public LocalMedia at(String externalAddress) {
    return externalAddress.isEmpty() ? this : new LocalMedia(externalAddress, port, crypto);
  }

  Crypto key(CryptoSuite suite) {
    return crypto.stream()
        .filter(one -> one.suite() == suite)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the RTP port has no key of " + suite));
  }
}
