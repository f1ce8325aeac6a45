package io.patchbay.trunk.sdp;

import io.patchbay.proto.config.v1.IceMode;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where we receive RTP, and with which keys we send.
///
/// @param crypto one for each suite we may use; tags do not count
/// @param identity for DTLS and ICE
public record LocalMedia(String address, int port, List<Crypto> crypto, PortIdentity identity) {
  public LocalMedia {
    crypto = List.copyOf(crypto);
  }

  private static final String STUN = "stun";

  /// Without DTLS and ICE.
  public LocalMedia(String address, int port, List<Crypto> crypto) {
    this(address, port, crypto, PortIdentity.NONE);
  }

  /// Plain RTP.
  public LocalMedia(String address, int port) {
    this(address, port, List.of());
  }

  /// The same at the address that is put into SDP towards a certain peer.
  ///
  /// @param configured `stun`: as a STUN server sees it, when that is known; empty: as it is
  public LocalMedia at(String configured) {
    String externalAddress = configured.equals(STUN) ? identity.outside() : configured;
    return externalAddress.isEmpty()
        ? this
        : new LocalMedia(externalAddress, port, crypto, identity);
  }

  /// What of it is told in a description.
  ///
  /// @param agreed with the peer whose offer is answered; null: we offer, or offer again
  /// @param before how the session is carried until now
  public LocalMedia told(MediaSpec spec, @Nullable Carriage agreed, Carriage before) {
    boolean dtls = agreed == null ? Transports.offersDtls(spec, before) : agreed.dtls() != null;
    boolean ice =
        spec.getIce() == IceMode.ICE_MODE_LITE
            && (agreed == null || !agreed.peerFragment().isEmpty());
    PortIdentity shown = dtls ? identity : identity.withoutDtls();
    return new LocalMedia(
        address, port, dtls ? List.of() : crypto, ice ? shown : shown.withoutIce());
  }

  Crypto key(CryptoSuite suite) {
    return crypto.stream()
        .filter(one -> one.suite() == suite)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the RTP port has no key of " + suite));
  }
}
