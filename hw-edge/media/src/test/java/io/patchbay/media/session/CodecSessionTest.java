package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every codec between two lines, in virtual time over loopback sockets: line A ⇄ RTP ⇄ RTP ⇄ line
/// B.
final class CodecSessionTest {
  private final TonePort a = new TonePort(1000, -10);
  private final TonePort b = new TonePort(600, -20);

  /// @param packets of 5 s
  @ParameterizedTest
  @CsvSource({
    "G722,20,250", "G722,10,500", "G726-16,20,250", "G726-24,30,166", "G726-32,20,250",
    "G726-40,50,100", "AAL2-G726-32,20,250", "iLBC,20,166", "iLBC;mode=20,20,250", "iLBC,60,83",
    "G729,20,250", "G729,60,83", "opus/48000,20,250", "opus/48000,60,83", "opus/48000,10,250",
    "GSM,10,250", "G723,20,166", "G723,60,83"
  })
  void aToneGoesBothWays(String format, int ptimeMillis, int packets) {
    try (var world = new VirtualEngine()) {
      assumeTrue(
          world.engine.codecs().has(format.split("[/;]", -1)[0]), format + " is not available");
      var near = world.rtp();
      var far = world.rtp();
      near.configure(described(near, far, Map.of(98, format), 98, ptimeMillis));
      far.configure(described(far, near, Map.of(98, format), 98, ptimeMillis));
      world.join(world.line(a), near);
      world.join(far, world.line(b));
      world.run(1000);
      a.forget();
      b.forget();
      long before = near.statistics().packetsSent();
      long concealed = far.statistics().concealedMillis();
      world.run(5000);
      assertEquals(1000, b.sound().frequencyHz(), 30);
      assertEquals(-10, b.sound().levelDbm0(), 3);
      assertEquals(600, a.sound().frequencyHz(), 30);
      assertEquals(-20, a.sound().levelDbm0(), 3);
      assertEquals(0, a.sound().longestGapMillis());
      assertEquals(packets, (double) (near.statistics().packetsSent() - before), 2);
      assertEquals(0, far.statistics().malformed());
      assertEquals(concealed, far.statistics().concealedMillis());
    }
  }

  /// RFC 3264 §5.1: each side has its own number for the same codec.
  @Test
  void payloadTypesMayDifferEachWay() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      near.configure(described(near, far, Map.of(98, "G726-32", 97, "G726-32"), 98, 20));
      far.configure(described(far, near, Map.of(98, "G726-32", 97, "G726-32"), 97, 20));
      world.join(world.line(a), near);
      world.join(far, world.line(b));
      world.run(2000);
      assertEquals(0, near.statistics().malformed() + far.statistics().malformed());
      assertEquals(-20, a.sound().levelDbm0(), 2);
    }
  }

  /// A re-INVITE changes the codec while both speak; what is in flight is still understood.
  @Test
  void codecChangesInMidCall() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      var types = Map.of(8, "PCMA", 9, "G722", 107, "G726-32");
      near.configure(described(near, far, types, 8, 20));
      far.configure(described(far, near, types, 8, 20));
      world.join(world.line(a), near);
      world.join(far, world.line(b));
      world.run(1000);
      for (int type : new int[] {9, 107, 8}) {
        near.configure(described(near, far, types, type, 20));
        world.run(100);
        far.configure(described(far, near, types, type, 20));
        world.run(1000);
      }
      a.forget();
      world.run(1000);
      assertEquals(-20, a.sound().levelDbm0(), 1);
      assertEquals(0, near.statistics().malformed() + far.statistics().malformed());
      assertEquals(0, near.statistics().lost());
    }
  }

  /// Hold and resume must not start a predictor anew: the peer's goes on.
  @Test
  void codecKeepsItsStateWhereItsFormatStays() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var description = described(near, near, Map.of(107, "G726-32"), 107, 20);
      var first = new RtpSetup(description, world.engine.codecs(), null, null);
      var second =
          new RtpSetup(description.withPtimeMillis(30), world.engine.codecs(), first, null);
      assertEquals(first.sender(), second.sender());
    }
  }

  @Test
  void silenceIsToldOfInsteadOfSentAndHeardAsNoiseOfItsLevel() {
    var quiet = new TonePort(500, -55);
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      near.configure(described(near, far, Map.of(8, "PCMA", 13, "CN"), 8, 20));
      far.configure(described(far, near, Map.of(8, "PCMA"), 8, 20));
      world.join(world.line(quiet), near);
      world.join(far, world.line(b));
      world.run(5000);
      // 200 ms of hangover, then two packets of noise each second
      assertTrue(near.statistics().packetsSent() < 30, "" + near.statistics().packetsSent());
      assertTrue(near.statistics().packetsSent() > 15, "" + near.statistics().packetsSent());
      assertEquals(0, far.statistics().malformed());
      assertEquals(250, (double) far.statistics().packetsSent(), 2);
      b.forget();
      world.run(1000);
      assertEquals(-55, b.sound().levelDbm0(), 2);
      assertTrue(b.sound().levelDbm0(500) < -62, "the tone itself is not heard");
    }
  }

  @Test
  void voiceIsSentWholeWhereSilenceIsSuppressed() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      near.configure(described(near, far, Map.of(8, "PCMA", 13, "CN"), 8, 20));
      far.configure(described(far, near, Map.of(8, "PCMA", 13, "CN"), 8, 20));
      world.join(world.line(a), near);
      world.join(far, world.line(b));
      world.run(1000);
      b.forget();
      world.run(4000);
      assertEquals(-10, b.sound().levelDbm0(), 0.5);
      assertEquals(0, b.sound().longestGapMillis());
    }
  }

  private static RtpDescription described(
      RtpTermination us, RtpTermination peer, Map<Integer, String> types, int send, int ptime) {
    var base = RtpDescription.pcmu(peer.localAddress());
    return new RtpDescription(
        base.remote(),
        send,
        types,
        101,
        ptime,
        base.direction(),
        !us.equals(peer),
        true,
        base.dtmf());
  }
}
