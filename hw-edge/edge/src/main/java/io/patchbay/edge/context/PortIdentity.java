package io.patchbay.edge.context;

import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.dtls.DtlsPeer;
import io.patchbay.media.session.Association;
import io.patchbay.media.session.IceLite;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.RtpLocal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who one port is to its peer, beside its keys: the edge's certificate for DTLS, credentials of
/// ICE that are made with the port, and the address outside a NAT.
public final class PortIdentity {
  /// 24 bits, at least (RFC 8839 §5.4); base 64 without padding are characters of ICE.
  private static final int FRAGMENT_OCTETS = 6;

  private static final int PASSWORD_OCTETS = 18;

  private final @Nullable DtlsIdentity dtls;
  private final String fragment;
  private final String password;
  private final String outside;

  /// @param dtls null: the trunk does not want DTLS
  PortIdentity(@Nullable DtlsIdentity dtls, SecureRandom random, Supplier<String> outside) {
    this.dtls = dtls;
    fragment = word(random, FRAGMENT_OCTETS);
    password = word(random, PASSWORD_OCTETS);
    this.outside = outside.get();
  }

  private static String word(SecureRandom random, int octets) {
    var bytes = new byte[octets];
    random.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  void tell(RtpLocal.Builder local) {
    if (dtls != null) {
      local.setDtlsFingerprint(dtls.fingerprint());
    }
    local.setIceFragment(fragment).setIcePassword(password).setOutsideAddress(outside);
  }

  /// What shares the port with RTP, from what the trunk says.
  ///
  /// @throws IllegalArgumentException naming the value at fault
  Association with(RtpDescription remote) {
    return new Association(
        remote.hasDtls() ? peer(remote.getDtls()) : null,
        remote.getRtcpMux(),
        remote.getIceFragment().isEmpty()
            ? null
            : new IceLite(fragment, remote.getIceFragment(), password));
  }

  private DtlsPeer peer(io.patchbay.proto.edge.v1.DtlsPeer peer) {
    if (dtls == null) {
      throw new IllegalArgumentException("the port has no certificate for DTLS");
    }
    return new DtlsPeer(dtls, peer.getHash(), peer.getFingerprint(), peer.getActive());
  }
}
