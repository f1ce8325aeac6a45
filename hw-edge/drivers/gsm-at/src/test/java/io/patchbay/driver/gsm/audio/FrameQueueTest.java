package io.patchbay.driver.gsm.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FrameQueueTest {
  private final FrameQueue queue = new FrameQueue();
  private final byte[] octets = new byte[FrameQueue.FRAME_OCTETS];

  private void offer(int from, int to) {
    for (int i = from; i <= to; i++) {
      short[] frame = new short[160];
      Arrays.fill(frame, (short) (i * 257));
      queue.offer(frame);
    }
  }

  @Test
  void framesComeInOrderAsLittleEndianSamples() {
    queue.offer(new short[] {0x1234});
    assertTrue(queue.poll(octets));
    assertEquals(0x34, octets[0]);
    assertEquals(0x12, octets[1]);
    for (int i = 1; i < 100; i++) {
      offer(i, i);
      assertTrue(queue.poll(octets));
      assertEquals(i, octets[319]);
    }
    assertFalse(queue.poll(octets));
    assertEquals(0, queue.dropped());
  }

  @Test
  void aModemThatDoesNotReadLosesTheOldestFramesAndTheyAreCounted() {
    offer(1, 10);
    assertTrue(queue.poll(octets));
    assertEquals(5, octets[0], "six of ten were left, the fifth to the tenth");
    assertEquals(4, queue.dropped());
    offer(11, 40);
    assertTrue(queue.poll(octets));
    assertTrue(queue.dropped() > 4);
    queue.clear();
    assertFalse(queue.poll(octets));
  }
}
