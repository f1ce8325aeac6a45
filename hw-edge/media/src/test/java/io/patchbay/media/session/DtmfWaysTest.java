package io.patchbay.media.session;

import static io.patchbay.media.dtmf.DigitGate.Source.INBAND;
import static io.patchbay.media.dtmf.DigitGate.Source.INFO;
import static io.patchbay.media.dtmf.DigitGate.Source.RFC4733;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.media.dtmf.DigitGate.Source;
import io.patchbay.media.session.MediaEvent.DtmfReceived;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each way for digits and their combinations: near RTP → far RTP ⇄ line, in virtual time.
final class DtmfWaysTest {
  private static final Duration TONE = Duration.ofMillis(100);
  private static final Duration GAP = Duration.ofMillis(100);
  private static final String ALL = "0123456789*#ABCD11";

  private final TonePort quiet = new TonePort(600, -60);

  @Test
  void inBandAndEventTogetherAreHeardOnce() {
    var heard = send(101, Set.of(INBAND, RFC4733), Set.of(INBAND, RFC4733), ALL);
    assertEquals(ALL, heard.reported());
    assertEquals(ALL, heard.line());
  }

  @Test
  void bothReallyGoOut() {
    assertEquals(ALL, send(101, Set.of(INBAND, RFC4733), Set.of(RFC4733), ALL).reported());
    assertEquals(ALL, send(101, Set.of(INBAND, RFC4733), Set.of(INBAND), ALL).reported());
  }

  @Test
  void withoutTelephoneEventTonesOfThePeerAreHeardAndGoOn() {
    var heard = send(-1, Set.of(), Set.of(), ALL);
    assertEquals(ALL, heard.reported());
    assertEquals(ALL, heard.line());
  }

  @Test
  void wherePeerTakesNoEventsTheyGoInBandUnlessInfoDoes() {
    assertEquals("12", send(-1, Set.of(RFC4733), Set.of(), "12").reported());
    assertEquals("", send(-1, Set.of(INFO), Set.of(), "12").reported());
    assertEquals("", send(101, Set.of(INFO), Set.of(INBAND, RFC4733), "12").reported());
  }

  @Test
  void whatIsNotToBeReceivedIsNot() {
    assertEquals("", send(101, Set.of(RFC4733), Set.of(INFO), "12").reported());
    assertEquals("", send(101, Set.of(INBAND), Set.of(RFC4733), "12").reported());
  }

  @Test
  void toldByInfoTheLineHearsIt() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      near.configure(RtpDescription.pcmu(far.localAddress()));
      far.configure(RtpDescription.pcmu(near.localAddress()).withDtmf(DtmfRelay.TELEPHONE_EVENT));
      world.join(far, world.line(quiet));
      world.run(200);
      far.take('7', TONE);
      far.take('7', TONE);
      far.take('#', TONE);
      world.run(1000);
      assertEquals("77#", reported(world));
      assertEquals("77#", new Listener(quiet).digits());
    }
  }

  @Test
  void byInfoAndEventItIsHeardOnce() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      world.connect(near, far);
      world.run(200);
      near.sendDtmf("5", TONE, GAP);
      world.run(160);
      far.take('5', TONE);
      world.run(400);
      assertEquals("5", reported(world));
    }
  }

  @Test
  void flashIsEvent16WhenWanted() {
    for (boolean wanted : new boolean[] {true, false}) {
      try (var world = new VirtualEngine()) {
        var near = world.rtp();
        var far = world.rtp();
        world.connect(near, far);
        near.digits(new DtmfWays(Set.of(), Set.of(), wanted));
        world.run(100);
        near.sendDtmf("!", TONE, GAP);
        world.run(500);
        assertEquals(wanted ? "!" : "", reported(world));
      }
    }
  }

  private record Heard(String reported, String line) {}

  private static Heard send(int eventType, Set<Source> send, Set<Source> receive, String digits) {
    var port = new TonePort(600, -60);
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      near.configure(RtpDescription.pcma(far.localAddress()).withTelephoneEvent(eventType));
      far.configure(
          RtpDescription.pcma(near.localAddress())
              .withTelephoneEvent(eventType)
              .withDtmf(DtmfRelay.TELEPHONE_EVENT));
      near.digits(new DtmfWays(send, Set.of(), false));
      far.digits(new DtmfWays(Set.of(), receive, false));
      world.join(world.line(new TonePort(1000, -60)), near);
      world.join(far, world.line(port));
      world.run(200);
      near.sendDtmf(digits, TONE, GAP);
      world.run(200 * digits.length() + 600);
      assertEquals(0, world.engine.statistics().sinkFailures());
      return new Heard(reported(world), new Listener(port).digits());
    }
  }

  private static String reported(VirtualEngine world) {
    return world.events.stream()
        .filter(DtmfReceived.class::isInstance)
        .map(event -> String.valueOf(((DtmfReceived) event).digit()))
        .collect(Collectors.joining());
  }
}
