package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.session.MediaEvent.DtmfReceived;
import io.patchbay.media.session.MediaEvent.DtmfSource;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// DTMF between in-band lines and RFC 4733, in virtual time: line A ⇄ near RTP ⇄ far RTP ⇄ line B.
final class DigitsTest {
  private static final Duration TONE = Duration.ofMillis(100);
  private static final Duration GAP = Duration.ofMillis(100);
  private static final String ALL = "0123456789*#ABCD";

  private final TonePort b = new TonePort(600, -60);

  @Test
  void sentAsTelephoneEventsTheyAreHeardOnceEach() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      world.connect(near, far);
      near.sendDtmf(ALL, TONE, GAP);
      near.sendDtmf("11", TONE, GAP);
      world.run(5000);
      assertEquals(ALL + "11", digits(world, DtmfSource.RFC4733));
      assertTrue(world.events.contains(new DtmfReceived('5', TONE, DtmfSource.RFC4733)));
      assertTrue(world.events.contains(new MediaEvent.DtmfDone()));
    }
  }

  @Test
  void withoutTelephoneEventTheyAreTonesThatTheLineHears() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      near.configure(RtpDescription.pcma(far.localAddress()).withTelephoneEvent(-1));
      far.configure(
          RtpDescription.pcma(near.localAddress())
              .withTelephoneEvent(-1)
              .withDtmf(DtmfRelay.INBAND));
      world.join(far, world.line(b));
      near.sendDtmf("147#", TONE, GAP);
      world.run(2000);
      assertEquals("147#", new Listener(b).digits());
    }
  }

  @Test
  void eventOnlyLeavesTheMembersInSilence() {
    assertEquals("", relayedToLine(DtmfRelay.EVENT_ONLY));
  }

  @Test
  void inbandAndTelephoneEventGiveALineTheTone() {
    assertEquals("123*55", relayedToLine(DtmfRelay.INBAND));
    assertEquals("123*55", relayedToLine(DtmfRelay.TELEPHONE_EVENT));
  }

  @Test
  void tonesOfALineBecomeTelephoneEvents() {
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      world.connect(near, far);
      var talker = new Talker("0123456789*#");
      var line = world.line(talker);
      line.detectDtmf(true, DtmfRelay.TELEPHONE_EVENT);
      world.join(line, near);
      world.join(far, world.line(b));
      world.run(4000);
      assertEquals("0123456789*#", digits(world, DtmfSource.INBAND));
      assertEquals("0123456789*#", digits(world, DtmfSource.RFC4733));
      assertEquals("", new Listener(b).digits(), "what is left of the tones is no digit");
    }
  }

  @Test
  void wrongDigitsAndTimesAreRefused() {
    try (var world = new VirtualEngine()) {
      var rtp = world.rtp();
      assertThrows(IllegalArgumentException.class, () -> rtp.sendDtmf("12x", TONE, GAP));
      assertThrows(IllegalArgumentException.class, () -> rtp.sendDtmf("", TONE, GAP));
      assertThrows(IllegalArgumentException.class, () -> rtp.sendDtmf("1".repeat(65), TONE, GAP));
      assertThrows(
          IllegalArgumentException.class, () -> rtp.sendDtmf("1", Duration.ofMillis(39), GAP));
      assertThrows(
          IllegalArgumentException.class, () -> rtp.sendDtmf("1", TONE, Duration.ofSeconds(9)));
    }
  }

  private String relayedToLine(DtmfRelay relay) {
    var listening = new TonePort(600, -60);
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var far = world.rtp();
      near.configure(RtpDescription.pcmu(far.localAddress()));
      far.configure(RtpDescription.pcmu(near.localAddress()).withDtmf(relay));
      world.join(world.line(new TonePort(1000, -60)), near);
      world.join(far, world.line(listening));
      world.run(200);
      near.sendDtmf("123*55", TONE, GAP);
      world.run(2000);
      assertEquals("123*55", digits(world, DtmfSource.RFC4733));
      return new Listener(listening).digits();
    }
  }

  private static String digits(VirtualEngine world, DtmfSource source) {
    return world.events.stream()
        .filter(event -> event instanceof DtmfReceived received && received.source() == source)
        .map(event -> String.valueOf(((DtmfReceived) event).digit()))
        .collect(Collectors.joining());
  }
}
