package io.patchbay.media.fax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.fax.UdptlSender.Recovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// UDPTL over a network that loses, repeats and reorders.
final class UdptlTest {
  private static final int PACKETS = 400;

  @Test
  void redundancyIsWrittenAsAnnexDHasIt() {
    var sender = new UdptlSender(Recovery.REDUNDANCY, 2, 400);
    var out = new byte[UdptlSender.MAX_DATAGRAM];
    sender.write(new byte[] {0x06}, 1, out);
    sender.write(new byte[] {0x02, 0x01}, 2, out);
    int length = sender.write(new byte[] {0x04}, 1, out);
    assertArrayEquals(
        new byte[] {0, 2, 1, 0x04, 0, 2, 2, 0x02, 0x01, 1, 0x06}, Arrays.copyOf(out, length));
  }

  @Test
  void parityIsWrittenAsAnnexDHasIt() {
    var sender = new UdptlSender(Recovery.PARITY, 1, 400);
    var out = new byte[UdptlSender.MAX_DATAGRAM];
    sender.write(new byte[] {0x01}, 1, out);
    sender.write(new byte[] {0x02, 0x30}, 2, out);
    sender.write(new byte[] {0x04}, 1, out);
    int length = sender.write(new byte[] {0x08}, 1, out);
    assertArrayEquals(
        new byte[] {0, 3, 1, 0x08, (byte) 0x80, 1, 3, 1, 2, 0x07, 0x30},
        Arrays.copyOf(out, length));
  }

  @ParameterizedTest
  @EnumSource(Recovery.class)
  void reorderedAndRepeatedPacketsComeInOrderAndOnce(Recovery recovery) {
    var sent = packets(5);
    var datagrams = datagrams(sent, recovery, 3);
    var random = new Random(6);
    var shaken = new ArrayList<byte[]>();
    shaken.add(datagrams.getFirst());
    for (int i = 1; i + 3 <= datagrams.size(); i += 3) {
      var group = new ArrayList<>(datagrams.subList(i, i + 3));
      group.add(group.get(random.nextInt(3)));
      Collections.shuffle(group, random);
      shaken.addAll(group);
    }
    assertSame(sent, receive(shaken, 4));
  }

  @ParameterizedTest
  @EnumSource(
      value = Recovery.class,
      names = {"REDUNDANCY", "PARITY"})
  void threeLostInARowAreRestored(Recovery recovery) {
    var sent = packets(7);
    var datagrams = datagrams(sent, recovery, 3);
    var random = new SplittableRandom(8);
    for (int at = 20; at + 30 < PACKETS; at += 30) {
      int burst = random.nextInt(1, 4);
      int first = at + random.nextInt(10);
      for (int i = 0; i < burst; i++) {
        datagrams.set(first + i, new byte[0]);
      }
    }
    assertSame(sent, receive(datagrams, 9));
  }

  @Test
  void whatCannotBeRestoredIsCountedAndTheRestGoesOn() {
    var sent = packets(9);
    var datagrams = datagrams(sent, Recovery.REDUNDANCY, 1);
    datagrams.set(50, new byte[0]);
    datagrams.set(51, new byte[0]);
    datagrams.set(52, new byte[0]);
    var heard = new ArrayList<byte[]>();
    var receiver = new UdptlReceiver((ifp, length, _) -> heard.add(Arrays.copyOf(ifp, length)), 4);
    datagrams.forEach(datagram -> receiver.datagram(datagram, datagram.length));
    receiver.flush();
    assertEquals(PACKETS - 2, heard.size());
    assertEquals(2, receiver.lost());
    assertArrayEquals(sent.get(52), heard.get(50));
  }

  @Test
  void sequenceNumbersWrapAround() {
    var sender = new UdptlSender(Recovery.REDUNDANCY, 3, 400);
    var out = new byte[UdptlSender.MAX_DATAGRAM];
    var sequences = new ArrayList<Integer>();
    var receiver = new UdptlReceiver((_, _, sequence) -> sequences.add(sequence), 4);
    for (int i = 0; i < 0x10000 + 100; i++) {
      int length = sender.write(new byte[] {(byte) i}, 1, out);
      if (i % 7 != 0 || i == 0) {
        receiver.datagram(out, length);
      }
    }
    assertEquals(0, receiver.lost());
    for (int i = 0; i < sequences.size(); i++) {
      assertEquals(i & 0xffff, sequences.get(i));
    }
    assertTrue(sequences.size() > 0x10000 + 90);
  }

  @ParameterizedTest
  @EnumSource(Recovery.class)
  void longPacketsHaveALengthOfTwoOctets(Recovery recovery) {
    var sent = new ArrayList<byte[]>();
    for (int i = 0; i < PACKETS; i++) {
      var packet = new byte[300];
      Arrays.fill(packet, (byte) (i + 1));
      sent.add(packet);
    }
    var sender = new UdptlSender(recovery, 1, 1400);
    var out = new byte[UdptlSender.MAX_DATAGRAM];
    var datagrams = new ArrayList<byte[]>();
    for (byte[] packet : sent) {
      datagrams.add(Arrays.copyOf(out, sender.write(packet, packet.length, out)));
    }
    assertArrayEquals(new byte[] {0, 0, (byte) 0x81, 0x2c}, Arrays.copyOf(datagrams.get(0), 4));
    if (recovery != Recovery.NONE) {
      datagrams.set(100, new byte[0]);
    }
    assertSame(sent, receive(datagrams, 9));
  }

  @ParameterizedTest
  @EnumSource(Recovery.class)
  void noDatagramIsLongerThanThePeerTakes(Recovery recovery) {
    var sender = new UdptlSender(recovery, 3, 130);
    var out = new byte[UdptlSender.MAX_DATAGRAM];
    for (byte[] packet : packets(11)) {
      assertTrue(sender.write(packet, packet.length, out) <= 130);
    }
  }

  @Test
  void theFirstPacketsAreRestoredToo() {
    var sent = packets(12);
    var datagrams = datagrams(sent, Recovery.REDUNDANCY, 3);
    assertSame(sent, receive(datagrams.subList(2, PACKETS), 4), 0);
  }

  @Test
  void aPacketLostBeforeIsLostBehindARelay() {
    var sender = new UdptlSender(Recovery.REDUNDANCY, 3, 400);
    var out = new byte[UdptlSender.MAX_DATAGRAM];
    var sequences = new ArrayList<Integer>();
    var receiver = new UdptlReceiver((_, _, sequence) -> sequences.add(sequence), 2);
    for (int i = 0; i < 10; i++) {
      if (i == 4) {
        sender.skip();
      } else {
        receiver.datagram(out, sender.write(new byte[] {6}, 1, out));
      }
    }
    receiver.flush();
    assertEquals(List.of(0, 1, 2, 3, 5, 6, 7, 8, 9), sequences);
    assertEquals(1, receiver.lost());
  }

  @Test
  void hostileDatagramsAreCountedAndNeverThrow() {
    var random = new SplittableRandom(10);
    var receiver = new UdptlReceiver((_, length, _) -> assertTrue(length > 0), 8);
    var datagram = new byte[600];
    for (int round = 0; round < 100_000; round++) {
      int length = random.nextInt(round % 3 == 0 ? 600 : 24);
      for (int i = 0; i < length; i++) {
        datagram[i] = (byte) random.nextInt(round % 2 == 0 ? 256 : 8);
      }
      receiver.datagram(datagram, length);
    }
    assertTrue(receiver.malformed() > 1000);
  }

  private static List<byte[]> packets(long seed) {
    var random = new SplittableRandom(seed);
    var packets = new ArrayList<byte[]>();
    for (int i = 0; i < PACKETS; i++) {
      // of one length, so that a parity restores the length, too
      var packet = new byte[60];
      random.nextBytes(packet);
      packets.add(packet);
    }
    return packets;
  }

  private static List<byte[]> datagrams(List<byte[]> packets, Recovery recovery, int depth) {
    var sender = new UdptlSender(recovery, depth, 400);
    var out = new byte[UdptlSender.MAX_DATAGRAM];
    var datagrams = new ArrayList<byte[]>();
    for (byte[] packet : packets) {
      datagrams.add(Arrays.copyOf(out, sender.write(packet, packet.length, out)));
    }
    return datagrams;
  }

  private static List<byte[]> receive(List<byte[]> datagrams, int patience) {
    var heard = new ArrayList<byte[]>();
    var receiver =
        new UdptlReceiver((ifp, length, _) -> heard.add(Arrays.copyOf(ifp, length)), patience);
    datagrams.forEach(datagram -> receiver.datagram(datagram, datagram.length));
    receiver.flush();
    return heard;
  }

  private static void assertSame(List<byte[]> sent, List<byte[]> heard) {
    assertSame(sent, heard, 1);
  }

  /// @param missing at most so many at the end
  private static void assertSame(List<byte[]> sent, List<byte[]> heard, int missing) {
    for (int i = 0; i < Math.min(sent.size(), heard.size()); i++) {
      assertArrayEquals(sent.get(i), heard.get(i), "packet " + i);
    }
    assertTrue(heard.size() >= sent.size() - missing, heard.size() + " of " + sent.size());
  }
}
