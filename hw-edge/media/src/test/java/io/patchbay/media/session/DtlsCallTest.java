package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.dtls.DtlsPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Keys by DTLS on the RTP port (RFC 5764): handshakes in real time, media in virtual time.
@Timeout(60)
final class DtlsCallTest {
  private static final DtlsIdentity OURS = identity();
  private static final DtlsIdentity THEIRS = identity();

  private final VirtualEngine world = new VirtualEngine();
  private final TonePort line = new TonePort(1000, -10);
  private final RtpTermination near = world.rtp();
  private final RtpTermination far = world.rtp();

  DtlsCallTest() {
    world.join(near, world.line(line));
    world.join(far, world.line(new TonePort(1000, -10)));
  }

  private static DtlsIdentity identity() {
    return DtlsIdentity.create(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static RtpDescription described(RtpTermination peer, DtlsPeer dtls) {
    var association = new Association(dtls, true, null);
    return RtpDescription.pcmu(peer.localAddress())
        .withTransport(RtpTransport.PLAIN.with(association));
  }

  private void call(String fingerprint) {
    near.configure(described(far, new DtlsPeer(OURS, "sha-256", fingerprint, true)));
    far.configure(described(near, new DtlsPeer(THEIRS, "sha-256", OURS.fingerprint(), false)));
  }

  /// Virtual time goes no faster than the handshake's: a side that has keys must not send 65 536
  /// packets, after which nobody can know its index (RFC 3711 §3.3.1), before the other has them.
  private void until(BooleanSupplier done) {
    long began = System.nanoTime();
    for (long ran = 0; !done.getAsBoolean(); ran += 20) {
      assertTrue(ran < 30_000, "it does not come to it");
      world.run(20);
      while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(ran)) {
        Thread.onSpinWait();
      }
    }
  }

  private boolean keyed() {
    return !near.suite().isEmpty() && !far.suite().isEmpty();
  }

  @Test
  void aCallIsHeardWhenKeysHaveComeAndNothingIsSentBefore() {
    call(THEIRS.fingerprint());
    assertEquals("", near.suite());
    assertEquals(0, near.statistics().packetsSent());
    until(this::keyed);
    assertEquals("AEAD_AES_128_GCM", near.suite());
    world.run(500);
    line.forget();
    world.run(1000);
    assertEquals(1000, line.sound().frequencyHz(), 10);
    long received = near.statistics().packetsReceived();
    world.run(20_000);
    assertTrue(near.statistics().roundTripMillis() >= 0, "RTCP on the same port");
    assertTrue(near.statistics().packetsReceived() - received > 990);
  }

  @Test
  void aDescriptionOfTheSamePeerKeepsTheKeys() {
    call(THEIRS.fingerprint());
    until(this::keyed);
    world.run(500);
    call(THEIRS.fingerprint());
    assertTrue(keyed());
    long received = near.statistics().packetsReceived();
    world.run(500);
    long more = near.statistics().packetsReceived() - received;
    assertTrue(more >= 24 && more <= 26, more + " packets in 500 ms");
    assertEquals(0, near.statistics().replayed());
  }

  @Test
  void anotherCertificateThanSdpHasPromisedIsNoCall() {
    call(OURS.fingerprint());
    until(() -> world.events.stream().anyMatch(MediaEvent.PortEnded.class::isInstance));
    var why =
        world.events.stream()
            .filter(MediaEvent.PortEnded.class::isInstance)
            .findFirst()
            .orElseThrow();
    assertTrue(
        why.equals(new MediaEvent.PortEnded("DTLS: the certificate has not the fingerprint of SDP"))
            || why.toString().contains("bad_certificate"),
        why.toString());
    assertEquals("", near.suite());
    assertEquals(0, near.statistics().packetsSent());
  }

  @Test
  void garbageOfStrangersNeitherFillsThePortNorHindersTheHandshake() throws IOException {
    var random = new SplittableRandom(7);
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0);
    try (var stranger = DatagramChannel.open().bind(address)) {
      near.configure(
          described(far, new DtlsPeer(OURS, "sha-256", THEIRS.fingerprint(), true))
              .withSymmetric(false));
      far.configure(
          described(near, new DtlsPeer(THEIRS, "sha-256", OURS.fingerprint(), false))
              .withSymmetric(false));
      for (int i = 0; i < 2000; i++) {
        var bad = new byte[1 + random.nextInt(200)];
        random.nextBytes(bad);
        bad[0] = (byte) (20 + random.nextInt(44));
        stranger.send(ByteBuffer.wrap(bad), i % 2 == 0 ? near.localAddress() : far.localAddress());
        if (i % 10 == 0) {
          world.run(20);
        }
      }
      until(this::keyed);
    }
  }

  @Test
  void fingerprintsOfAnotherFormAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DtlsPeer(OURS, "sha-1", "AA:BB", false));
    assertThrows(
        IllegalArgumentException.class, () -> new DtlsPeer(OURS, "sha-256", "AA:BB", false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DtlsPeer(OURS, "sha-256", "x" + OURS.fingerprint().substring(1), false));
  }
}
