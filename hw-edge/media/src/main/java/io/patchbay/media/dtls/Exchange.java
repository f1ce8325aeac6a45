package io.patchbay.media.dtls;

import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;

/// What both sides of a handshake do alike: DTLS 1.2, the peer's certificate by its fingerprint,
/// the profile, and the keys in the end.
final class Exchange {
  static final int TIMEOUT_MILLIS = 20_000;
  static final int MAX_MESSAGE = 16_384;

  private final DtlsPeer peer;
  private @Nullable SrtpSuite suite;
  private @Nullable SrtpKeys keys;
  private String failure = "";

  Exchange(DtlsPeer peer) {
    this.peer = peer;
  }

  DtlsPeer peer() {
    return peer;
  }

  static ProtocolVersion[] versions() {
    return ProtocolVersion.DTLSv12.only();
  }

  /// Forward secrecy and authenticated encryption only; RSA is the peer's certificate.
  static int[] cipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
      CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
      CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
    };
  }

  /// @throws TlsFatalAlert when it is not the one that SDP has promised
  void certified(Certificate chain) throws IOException {
    if (chain.isEmpty()) {
      throw refused(AlertDescription.bad_certificate, "the peer has no certificate");
    }
    if (!peer.owns(chain.getCertificateAt(0).getEncoded())) {
      throw refused(
          AlertDescription.bad_certificate, "the certificate has not the fingerprint of SDP");
    }
  }

  /// The first of these that we have.
  void choose(int[] profiles) throws TlsFatalAlert {
    for (int profile : profiles) {
      Optional<SrtpSuite> known = SrtpProfiles.suite(profile);
      if (known.isPresent()) {
        suite = known.get();
        return;
      }
    }
    throw refused(AlertDescription.illegal_parameter, "no SRTP profile in common");
  }

  /// The number of the chosen one among those offered.
  int chosen(int[] profiles) throws TlsFatalAlert {
    choose(profiles);
    for (int profile : profiles) {
      if (SrtpProfiles.suite(profile).filter(one -> one == suite).isPresent()) {
        return profile;
      }
    }
    throw new IllegalStateException("the chosen profile was offered");
  }

  void complete(TlsContext context) throws TlsFatalAlert {
    var agreed = suite;
    if (agreed == null) {
      throw refused(AlertDescription.handshake_failure, "no SRTP profile was agreed");
    }
    keys = SrtpProfiles.export(context, agreed, peer.active());
  }

  Optional<SrtpKeys> keys() {
    return Optional.ofNullable(keys);
  }

  TlsFatalAlert refused(short alert, String reason) {
    failure = reason;
    return new TlsFatalAlert(alert, reason);
  }

  /// What we did not like; empty: nothing.
  String failure() {
    return failure;
  }
}
