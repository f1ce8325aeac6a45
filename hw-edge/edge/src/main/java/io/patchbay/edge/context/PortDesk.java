package io.patchbay.edge.context;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.MediaEventSink;
import io.patchbay.proto.edge.v1.CreateRtp;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens RTP ports with what is ours of each: keys, certificate, credentials. Thread-safe.
public final class PortDesk {
  private final MediaEngine engine;
  private final SecureRandom random;
  private final Supplier<DtlsIdentity> identities;
  private final Supplier<String> outside;
  private @Nullable DtlsIdentity identity;

  /// @param random makes keys
  /// @param identities makes the edge's identity in DTLS: asked once, by the first port that needs
  ///   it
  /// @param outside our address as a STUN server sees it; empty: not known
  public PortDesk(
      MediaEngine engine,
      SecureRandom random,
      Supplier<DtlsIdentity> identities,
      Supplier<String> outside) {
    this.engine = requireNonNull(engine, "engine");
    this.random = requireNonNull(random, "random");
    this.identities = requireNonNull(identities, "identities");
    this.outside = requireNonNull(outside, "outside");
  }

  /// Opens a port with the keys and the fingerprint that the trunk asks for.
  ///
  /// @throws IllegalArgumentException naming a suite that is not known
  /// @throws io.patchbay.media.session.MediaException when no port is free
  public RtpPort open(CreateRtp wanted, Tones tones, MediaEventSink events) {
    var keys = new LocalKeys(wanted.getSrtpSuitesList(), random);
    var own = new PortIdentity(wanted.getDtls() ? identity() : null, random, outside);
    return new RtpPort(engine.openRtp(events), tones, keys, own);
  }

  private synchronized DtlsIdentity identity() {
    var made = identity;
    if (made == null) {
      made = identities.get();
      identity = made;
    }
    return made;
  }
}
