package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.fax.FaxEngine;
import io.patchbay.media.fax.FaxPage;
import io.patchbay.media.fax.FaxPeer;
import io.patchbay.media.fax.T30;
import io.patchbay.media.fax.UdptlSender.Recovery;
import io.patchbay.media.fax.worker.GatewaySettings;
import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.tone.FaxToneDetector.Sound;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A fax page over line, modems, T.38 and a network that loses, compared bit by bit. The fax
/// machines are spandsp's; the time is virtual, the sockets are real.
final class FaxCallTest {
  private static final int LIMIT_SECONDS = 150;

  private final FaxEngine faxes = FaxEngine.of(FaxEngine.command());
  private final FaxPage page = FaxPage.random(280, 3);

  @TempDir private Path folder;

  @BeforeEach
  void modemsAreThere() throws Exception {
    assumeTrue(T30.available(), "libspandsp2 is not installed");
    assertTrue(faxes.capability().available(), faxes.capability().toString());
    page.write(folder.resolve("sent.tif"));
  }

  @AfterEach
  void close() {
    faxes.close();
  }

  @ParameterizedTest
  @CsvSource({
    "REDUNDANCY, 0, true, 14400",
    "REDUNDANCY, 5, true, 14400",
    "PARITY, 5, true, 14400",
    "REDUNDANCY, 5, false, 9600"
  })
  void aPageOfALineArrivesOverT38AsItWas(
      Recovery recovery, int lossPercent, boolean errorCorrection, int bitRate) throws Exception {
    var machine = new T30.Machine(true, true, folder.resolve("sent.tif"), errorCorrection);
    try (var engine = new VirtualEngine(MediaSettings.on(VirtualEngine.LOOPBACK), faxes);
        var peer =
            new FaxPeer(
                false,
                false,
                folder.resolve("received.tif"),
                errorCorrection,
                recovery,
                lossPercent)) {
      var rtp = engine.rtp();
      peer.remote(rtp.localAddress());
      var settings = new GatewaySettings(0, bitRate, errorCorrection, true);
      rtp.fax(new T38Description(peer.address(), recovery, 3, 400, true, settings));
      var line = engine.line(new Line(machine));
      line.detectDtmf(true, DtmfRelay.TELEPHONE_EVENT);
      engine.join(line, rtp);
      run(engine, machine, peer);
      assertEquals(bitRate, rtp.faxFigures().bitRate());
      assertEquals(errorCorrection, rtp.faxFigures().errorCorrection());
      assertTrue(lossPercent == 0 || peer.dropped() > 10, "lost " + peer.dropped());
    }
    assertSame();
  }

  @Test
  void aPageArrivesOnALineFromT38() throws Exception {
    try (var engine = new VirtualEngine(MediaSettings.on(VirtualEngine.LOOPBACK), faxes)) {
      fromT38ToALine(engine, 5);
    }
  }

  private void fromT38ToALine(VirtualEngine engine, int lossPercent) throws Exception {
    var machine = new T30.Machine(false, false, folder.resolve("received.tif"), true);
    var sent = folder.resolve("sent.tif");
    try (var peer = new FaxPeer(true, true, sent, true, Recovery.REDUNDANCY, lossPercent)) {
      var rtp = engine.rtp();
      peer.remote(rtp.localAddress());
      rtp.fax(description(peer, GatewaySettings.USUAL));
      var line = engine.line(new Line(machine));
      line.detectDtmf(true, DtmfRelay.TELEPHONE_EVENT);
      engine.join(line, rtp);
      run(engine, machine, peer);
    }
    assertSame();
  }

  @Test
  void aPagePassesThroughG711AsItWas() throws Exception {
    var sends = new T30.Machine(true, true, folder.resolve("sent.tif"), true);
    var receives = new T30.Machine(false, false, folder.resolve("received.tif"), true);
    var fixed = new JitterSettings(JitterSettings.Mode.FIXED, 120, 120, 200);
    try (var engine =
        new VirtualEngine(MediaSettings.on(VirtualEngine.LOOPBACK).withJitter(fixed))) {
      var one = engine.rtp();
      var other = engine.rtp();
      one.configure(RtpDescription.pcma(other.localAddress()));
      other.configure(RtpDescription.pcma(one.localAddress()));
      engine.join(engine.line(new Line(sends)), one);
      engine.join(engine.line(new Line(receives)), other);
      for (int i = 0; i < LIMIT_SECONDS * 50 && !(sends.over() && receives.over()); i++) {
        engine.run(20);
      }
      assertEquals(0, sends.result());
      assertEquals(0, receives.result());
    }
    assertSame();
  }

  @Test
  void t38OnBothSidesIsPassedOn() throws Exception {
    try (var engine = new VirtualEngine();
        var sends =
            new FaxPeer(true, true, folder.resolve("sent.tif"), true, Recovery.REDUNDANCY, 5);
        var receives =
            new FaxPeer(false, false, folder.resolve("received.tif"), true, Recovery.PARITY, 5)) {
      var one = engine.rtp();
      var other = engine.rtp();
      sends.remote(one.localAddress());
      receives.remote(other.localAddress());
      one.fax(description(sends, null));
      other.fax(new T38Description(receives.address(), Recovery.PARITY, 3, 400, true, null));
      engine.join(one, other);
      for (int i = 0; i < LIMIT_SECONDS * 50 && !over(sends.terminal(), receives); i++) {
        engine.run(20);
        sends.step();
        receives.step();
      }
      assertEquals(0, sends.terminal().result());
      assertEquals(0, receives.terminal().result());
      assertTrue(one.statistics().packetsReceived() > 100);
    }
    assertSame();
  }

  @Test
  void aFaxWhoseModemsAreKilledIsReportedOnceAndTheNextOneGoesThrough() throws Exception {
    var first = new T30.Machine(true, true, folder.resolve("sent.tif"), true);
    try (var engine = new VirtualEngine(MediaSettings.on(VirtualEngine.LOOPBACK), faxes);
        var peer =
            new FaxPeer(false, false, folder.resolve("lost.tif"), true, Recovery.REDUNDANCY, 0)) {
      var rtp = engine.rtp();
      peer.remote(rtp.localAddress());
      rtp.fax(description(peer, GatewaySettings.USUAL));
      var line = engine.line(new Line(first));
      engine.join(line, rtp);
      while (rtp.faxFigures().bitRate() == 0) {
        step(engine, peer);
      }
      var worker = faxes.process().orElseThrow();
      assertTrue(worker.destroyForcibly());
      worker.onExit().get();
      while (engine.events.isEmpty()) {
        step(engine, peer);
      }
      engine.run(1000);
      assertEquals(List.of(new MediaEvent.FaxLost()), engine.events);
      assertTrue(rtp.faxFigures().lost());
      rtp.configure(RtpDescription.pcma(peer.address()));
      engine.run(20);
      assertTrue(rtp.faxFigures().lost(), "it is remembered");
      fromT38ToALine(engine, 0);
    }
    assertEquals(1, faxes.restarts());
  }

  private void step(VirtualEngine engine, FaxPeer peer) throws Exception {
    engine.run(20);
    peer.step();
    while (faxes.behind() > 0) {
      LockSupport.parkNanos(20_000);
    }
  }

  @Test
  void aFaxOfALineIsHeardByItsTones() throws Exception {
    var machine = new T30.Machine(false, false, folder.resolve("received.tif"), true);
    try (var engine = new VirtualEngine()) {
      var rtp = engine.rtp();
      var peer = engine.rtp();
      engine.connect(rtp, peer);
      rtp.detectFax(true);
      peer.detectFax(true);
      engine.join(engine.line(new Line(machine)), rtp);
      engine.run(8000);
      var heard = engine.events.stream().filter(MediaEvent.FaxHeard.class::isInstance).toList();
      assertEquals(
          List.of(
              new MediaEvent.FaxHeard(Sound.CED, false),
              new MediaEvent.FaxHeard(Sound.CED, true),
              new MediaEvent.FaxHeard(Sound.V21, false),
              new MediaEvent.FaxHeard(Sound.V21, true)),
          heard.subList(0, 4));
      rtp.detectFax(false);
      peer.detectFax(false);
      engine.events.clear();
      engine.run(8000);
      assertEquals(List.of(), engine.events);
    }
  }

  private static T38Description description(FaxPeer peer, @Nullable GatewaySettings settings)
      throws Exception {
    return new T38Description(peer.address(), Recovery.REDUNDANCY, 3, 400, true, settings);
  }

  private void run(VirtualEngine engine, T30.Machine machine, FaxPeer peer) throws Exception {
    for (int i = 0; i < LIMIT_SECONDS * 50 && !over(machine, peer); i++) {
      step(engine, peer);
    }
    assertEquals(0, machine.result());
    assertEquals(0, peer.terminal().result());
  }

  private static boolean over(T30 machine, FaxPeer peer) {
    return machine.over() && peer.terminal().over();
  }

  private void assertSame() throws Exception {
    var received = FaxPage.read(folder.resolve("received.tif"));
    assertEquals(page.bits().length, received.bits().length);
    for (int y = 0; y < page.bits().length; y++) {
      assertArrayEquals(page.bits()[y], received.bits()[y], "line " + y);
    }
  }

  /// The line of the fax machine.
  private record Line(T30.Machine machine) implements FramePort {
    @Override
    public boolean clocked() {
      return false;
    }

    @Override
    public int read(short[] frame) {
      machine.say(frame);
      return frame.length;
    }

    @Override
    public void write(short[] frame) {
      machine.hear(frame);
    }

    @Override
    public void close() {}
  }
}
