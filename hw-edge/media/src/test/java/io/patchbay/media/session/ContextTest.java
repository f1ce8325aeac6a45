package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.session.RtpDescription.Direction;
import io.patchbay.media.tone.Tone;
import io.patchbay.media.tone.ToneScheme;
import io.patchbay.media.tone.ToneSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines and RTP terminations joined, in virtual time over loopback sockets: line A ⇄ RTP ⇄ RTP ⇄
/// line B.
final class ContextTest {
  private final TonePort a = new TonePort(1000, -10);
  private final TonePort b = new TonePort(600, -20);

  @ParameterizedTest
  @CsvSource({"10,PCMU", "20,PCMU", "30,PCMU", "40,PCMA", "50,PCMA", "60,PCMA"})
  void aToneGoesBothWaysUnharmed(int ptimeMillis, String codec) {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      int type = codec.equals("PCMU") ? 0 : 8;
      near.configure(
          RtpDescription.pcmu(far.localAddress())
              .withSendPayloadType(type)
              .withPtimeMillis(ptimeMillis));
      far.configure(
          RtpDescription.pcmu(near.localAddress())
              .withSendPayloadType(type)
              .withPtimeMillis(ptimeMillis));
      world.join(world.line(a), near);
      world.join(far, world.line(b));
      world.run(1000);
      a.forget();
      b.forget();
      world.run(5000);
      assertEquals(1000, b.sound().frequencyHz(), 10);
      assertEquals(-10, b.sound().levelDbm0(), 0.5);
      assertEquals(0, b.sound().longestGapMillis());
      assertEquals(600, a.sound().frequencyHz(), 6);
      assertEquals(-20, a.sound().levelDbm0(), 0.5);
      assertEquals(0, near.statistics().lost());
      assertEquals(6000.0 / ptimeMillis, (double) near.statistics().packetsSent(), 2);
      assertEquals(160.0 * 300, (double) near.statistics().octetsSent(), 1000);
    }
  }

  @Test
  void threeMembersHearTheOthersButNotThemselves() {
    try (var world = new VirtualEngine()) {
      var c = new TonePort(1700, -15);
      world.join(world.line(a), world.line(b), world.line(c));
      world.run(200);
      a.forget();
      c.forget();
      world.run(1000);
      assertEquals(-20, a.sound().levelDbm0(600), 0.5);
      assertEquals(-15, a.sound().levelDbm0(1700), 0.5);
      assertTrue(a.sound().levelDbm0(1000) < -50);
      assertEquals(-10, c.sound().levelDbm0(1000), 0.5);
      assertTrue(c.sound().levelDbm0(1700) < -50);
    }
  }

  @Test
  void mutedOrLeftNobodyHearsIt() {
    try (var world = new VirtualEngine()) {
      var first = world.line(a);
      var context = world.join(first, world.line(b));
      first.setMuted(true);
      world.run(100);
      b.forget();
      world.run(200);
      assertEquals(-100, b.sound().levelDbm0());
      first.setMuted(false);
      world.run(100);
      b.forget();
      world.run(200);
      assertEquals(-10, b.sound().levelDbm0(), 0.5);
      context.leave(first);
      world.run(100);
      b.forget();
      world.run(200);
      assertEquals(-100, b.sound().levelDbm0());
    }
  }

  @Test
  void aTerminationMovesFromContextToContext() {
    try (var world =
        new VirtualEngine(MediaSettings.on(VirtualEngine.LOOPBACK).withTickThreads(3))) {
      var line = world.line(a);
      var other = world.line(b);
      for (int i = 0; i < 20; i++) {
        var context = world.join(line, other);
        world.run(40);
        context.close();
      }
      world.join(line, other);
      world.run(200);
      b.forget();
      world.run(200);
      assertEquals(-10, b.sound().levelDbm0(), 0.5);
      assertEquals(1, world.engine.statistics().contexts());
    }
  }

  @Test
  void earlyMediaTonesGoOutOnEitherKind() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      world.connect(near, far);
      var line = world.line(b);
      world.join(far, line);
      near.play(Tone.continuous(425, -13));
      world.run(500);
      b.forget();
      world.run(500);
      assertEquals(-13, b.sound().levelDbm0(425), 0.5);
      line.play(ToneSyntax.parse("f1=480@-24,c=100/100;").times(2));
      world.run(20);
      b.forget();
      world.run(60);
      assertEquals(-24, b.sound().levelDbm0(480), 1);
      world.run(500);
      assertTrue(world.events.contains(new MediaEvent.PlayDone()));
    }
  }

  @Test
  void peersSeeAContinuousStreamWhateverHappensInside() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      world.connect(near, far);
      world.run(1000);
      assertEquals(50, (double) far.statistics().packetsReceived(), 2);
      assertEquals(0, far.statistics().lost());
      assertEquals(20, far.statistics().maxGapMillis());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SENDRECV,true,true",
    "SENDONLY,true,false",
    "RECVONLY,false,true",
    "INACTIVE,false,false"
  })
  void directionSaysWhoIsHeard(Direction direction, boolean sends, boolean hears) {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      far.configure(RtpDescription.pcmu(near.localAddress()));
      near.configure(RtpDescription.pcmu(far.localAddress()).withDirection(direction));
      world.join(world.line(a), near);
      world.join(far, world.line(b));
      world.run(1000);
      assertEquals(sends, far.statistics().packetsReceived() > 40);
      assertEquals(hears, a.sound().levelDbm0() > -30);
    }
  }

  @Test
  void callProgressTonesOnALineAreReported() {
    try (var world = new VirtualEngine()) {
      var exchange = world.line(a);
      var fxo = world.line(b);
      fxo.detectTones(ToneScheme.itu().patterns());
      exchange.setMuted(true);
      world.join(exchange, fxo);
      var loop = new TonePort(425, -13);
      var listening = world.line(loop);
      listening.detectTones(ToneScheme.itu().patterns());
      world.run(2000);
      assertEquals(
          1, world.events.stream().filter(new MediaEvent.ToneDetected("dial")::equals).count());
    }
  }

  @Test
  void closedMeansClosed() {
    try (var world = new VirtualEngine()) {
      var line = world.line(a);
      var rtp = world.rtp();
      var context = world.join(line, rtp);
      line.close();
      rtp.close();
      context.close();
      world.run(100);
      assertTrue(a.closed());
      assertEquals(0, world.engine.statistics().terminations());
      assertEquals(0, world.engine.statistics().contexts());
      assertThrows(IllegalStateException.class, () -> context.join(line));
    }
  }

  @Test
  void portsAreEvenDistinctGivenBackAndRunOut() {
    try (var world =
        new VirtualEngine(MediaSettings.on(VirtualEngine.LOOPBACK).withPorts(31_001, 31_006))) {
      var one = world.rtp();
      var two = world.rtp();
      assertEquals(0, one.localAddress().getPort() % 2);
      assertTrue(one.localAddress().getPort() != two.localAddress().getPort());
      var failure = assertThrows(MediaException.class, world::rtp);
      assertTrue(
          failure.exhausted() && String.valueOf(failure.getMessage()).contains("31001-31006"));
      one.close();
      world.run(60);
      assertEquals(one.localAddress(), world.rtp().localAddress());
    }
  }
}
