package io.patchbay.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.rtp.Reception.Verdict;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RtpTest {
  private final byte[] packet = new byte[200];

  @Test
  void readsWhatItWrote() {
    RtpPacket.write(packet, true, 101, 65535, -2, 0x89abcdef);
    assertEquals(12, RtpPacket.payloadOffset(packet, 172));
    assertEquals(160, RtpPacket.payloadLength(packet, 172, 12));
    assertTrue(RtpPacket.marker(packet));
    assertEquals(101, RtpPacket.payloadType(packet));
    assertEquals(65535, RtpPacket.sequence(packet));
    assertEquals(-2, RtpPacket.timestamp(packet));
    assertEquals(0x89abcdef, RtpPacket.ssrc(packet));
  }

  @Test
  void refusesWhatIsNotRtp() {
    RtpPacket.write(packet, false, 0, 1, 1, 1);
    assertEquals(-1, RtpPacket.payloadOffset(packet, 11));
    packet[0] = 0x40;
    assertEquals(-1, RtpPacket.payloadOffset(packet, 172), "version 1");
    packet[0] = (byte) 0x8f;
    assertEquals(-1, RtpPacket.payloadOffset(packet, 40), "15 CSRC beyond the end");
    packet[0] = (byte) 0x90;
    packet[14] = 0x7f;
    assertEquals(-1, RtpPacket.payloadOffset(packet, 172), "extension beyond the end");
    packet[0] = (byte) 0xa0;
    packet[171] = (byte) 161;
    assertEquals(-1, RtpPacket.payloadLength(packet, 172, 12), "padding beyond the payload");
    packet[171] = 0;
    assertEquals(-1, RtpPacket.payloadLength(packet, 172, 12), "padding of nothing");
    packet[171] = 60;
    assertEquals(100, RtpPacket.payloadLength(packet, 172, 12));
  }

  @Test
  void noBytesLeadOutsideThePacket() {
    var random = new SplittableRandom(3550);
    var any = new byte[64];
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(any);
      int length = random.nextInt(65);
      int offset = RtpPacket.payloadOffset(any, length);
      int payload = offset < 0 ? 0 : RtpPacket.payloadLength(any, length, offset);
      assertTrue(offset <= length && payload <= length - Math.max(0, offset));
    }
  }

  @Test
  void anEventIsSentWithMarkerUpdatesAndThreeEnds() {
    var sender = new EventSender();
    sender.start(5);
    var log = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      if (i == 4) {
        sender.stop();
      }
      if (sender.frame(1000 + i * 160, 160)) {
        sender.write(packet, 12);
        log.append(sender.marker() ? "M" : "").append(TelephoneEvent.event(packet, 12)).append('@');
        log.append(sender.timestamp()).append('+').append(TelephoneEvent.duration(packet, 12));
        log.append(TelephoneEvent.end(packet, 12) ? "E " : " ");
      }
    }
    assertEquals(
        "M5@1000+160 5@1000+320 5@1000+480 5@1000+640 5@1000+640E 5@1000+640E 5@1000+640E ",
        log.toString());
    assertFalse(sender.active());
  }

  @Test
  void repeatedLostAndReorderedPacketsGiveOneEvent() {
    var receiver = new EventReceiver();
    var log = new StringBuilder();
    event(receiver, log, 5, 1000, 160, false, 0);
    event(receiver, log, 5, 1000, 640, false, 480);
    event(receiver, log, 5, 1000, 320, false, 490);
    for (int i = 0; i < 3; i++) {
      event(receiver, log, 5, 1000, 800, true, 640);
    }
    event(receiver, log, 5, 1000, 640, false, 700);
    event(receiver, log, 5, 2000, 160, false, 1600);
    for (long now = 1600; now < 4800; now += 160) {
      receiver.tick(now);
      note(receiver, log);
    }
    assertEquals(
        "+5 -5(100) +5 -5(20) ",
        log.toString(),
        "a second one, whose end was lost, ends by silence");
  }

  @Test
  void aLongEventComesInSegments() {
    var receiver = new EventReceiver();
    var log = new StringBuilder();
    event(receiver, log, 1, 0, 65535, false, 65535);
    event(receiver, log, 1, 65535, 800, true, 66400);
    receiver.tick(67000);
    note(receiver, log);
    assertEquals("+1 -1(8291) ", log.toString());
  }

  @Test
  void lossAndDuplicatesAreCountedAcrossTheWrap() {
    var random = new SplittableRandom(7);
    var reception = new Reception();
    int lost = 0;
    int duplicates = 0;
    for (int i = 65_000; i < 70_000; i++) {
      if (i > 65_000 && i < 69_999 && random.nextInt(20) == 0) {
        lost++;
      } else {
        assertEquals(Verdict.NEW, reception.sequence(i & 0xffff));
        if (random.nextInt(10) == 0) {
          duplicates += reception.sequence(i & 0xffff) == Verdict.DUPLICATE ? 1 : 0;
        }
      }
    }
    assertEquals(lost, reception.lost());
    assertEquals(69_999, reception.extendedHighest());
    assertTrue(duplicates > 300);
  }

  @Test
  void aLeapNeedsTwoPacketsInSequence() {
    var reception = new Reception();
    reception.sequence(100);
    assertEquals(Verdict.OUT_OF_RANGE, reception.sequence(40_000));
    assertEquals(Verdict.NEW, reception.sequence(101));
    assertEquals(Verdict.OUT_OF_RANGE, reception.sequence(40_000));
    assertEquals(Verdict.NEW, reception.sequence(40_001));
    assertEquals(0, reception.lost());
  }

  @Test
  void jitterFollowsTheFormula() {
    var reception = new Reception();
    double expected = 0;
    for (int i = 0; i < 100; i++) {
      reception.arrival(i * 160, i * 160L + (i % 2) * 80L);
      expected += i == 0 ? 0 : (80 - expected) / 16;
    }
    assertEquals(expected, reception.jitter(), 1e-9);
  }

  private void event(
      EventReceiver receiver,
      StringBuilder log,
      int code,
      int at,
      int length,
      boolean end,
      long now) {
    TelephoneEvent.write(packet, 0, code, end, 10, length);
    receiver.packet(packet, 0, at, now);
    note(receiver, log);
  }

  private static void note(EventReceiver receiver, StringBuilder log) {
    if (receiver.ended() >= 0) {
      log.append('-')
          .append(receiver.ended())
          .append('(')
          .append(receiver.endedMillis())
          .append(") ");
    }
    if (receiver.started() >= 0) {
      log.append('+').append(receiver.started()).append(' ');
    }
  }
}
