package io.patchbay.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RtcpTest {
  private final byte[] packet = new byte[600];
  private final RtcpReader reader = new RtcpReader();

  @Test
  void readsWhatItWrote() {
    int end =
        RtcpWriter.senderReport(
            packet, 0, 7, new RtcpWriter.Sent(0x1234_5678_9abc_def0L, 160, 3, 480));
    end =
        RtcpWriter.block(
            packet, 0, end, new RtcpWriter.Block(9, 64, -5, 70_000, 12, 0xcafe, 65_536));
    end = RtcpWriter.description(packet, end, 7, "a@b");
    end = RtcpWriter.bye(packet, end, 7);
    assertTrue(reader.read(packet, end, 9));
    assertTrue(reader.senderReport());
    assertEquals(7, reader.senderSsrc());
    assertEquals(0x5678_9abc, reader.middleNtp());
    assertTrue(reader.block());
    assertEquals(-5, reader.lost());
    assertEquals(0xcafe, reader.lsr());
    assertEquals(65_536, reader.dlsr());
    assertTrue(reader.bye());
    assertTrue(reader.read(packet, end, 8));
    assertFalse(reader.block(), "a block about somebody else");
  }

  @Test
  void refusesWhatIsNoCompoundPacket() {
    int end = RtcpWriter.receiverReport(packet, 0, 7);
    assertFalse(reader.read(packet, end - 4, 9));
    packet[3] = 40;
    assertFalse(reader.read(packet, end, 9), "length beyond the end");
    assertFalse(
        reader.read(packet, RtcpWriter.description(packet, 0, 7, "x"), 9), "begins with SDES");
  }

  @Test
  void noBytesLeadOutsideThePacket() {
    var random = new SplittableRandom(6);
    var any = new byte[96];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(any);
      any[0] = (byte) (0x80 | (any[0] & 0x1f));
      any[1] = (byte) (200 + (i & 1));
      any[2] = 0;
      any[3] = (byte) (any[3] & 31);
      reader.read(any, 4 * random.nextInt(25), 0);
    }
    assertFalse(reader.read(any, 0, 0));
  }
}
