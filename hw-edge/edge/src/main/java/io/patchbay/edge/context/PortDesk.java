package io.patchbay.edge.context;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.MediaEventSink;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/// Opens RTP ports with what is ours of each: keys, certificate, credentials. Thread-safe.
public final class PortDesk {
  private final MediaEngine engine;
  private final SecureRandom random;
  private final DtlsIdentity identity;
  private final Supplier<String> outside;

  /// @param random makes keys
  /// @param identity of the edge in DTLS
  /// @param outside our address as a STUN server sees it; empty: not known
  public PortDesk(
      MediaEngine engine, SecureRandom random, DtlsIdentity identity, Supplier<String> outside) {
    this.engine = requireNonNull(engine, "engine");
    this.random = requireNonNull(random, "random");
    this.identity = requireNonNull(identity, "identity");
    this.outside = requireNonNull(outside, "outside");
  }

  /// Opens a port.
  ///
  /// @param suites of SRTP by name, each gets a key
  /// @throws IllegalArgumentException naming a suite that is not known
  /// @throws io.patchbay.media.session.MediaException when no port is free
  public RtpPort open(List<String> suites, Tones tones, MediaEventSink events) {
    var keys = new LocalKeys(suites, random);
    return new RtpPort(
        engine.openRtp(events), tones, keys, new PortIdentity(identity, random, outside));
  }
}
