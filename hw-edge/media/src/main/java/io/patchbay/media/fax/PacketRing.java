package io.patchbay.media.fax;

import java.util.concurrent.atomic.AtomicInteger;

/// Short packets from one thread to another; neither waits, locks or allocates.
final class PacketRing {
  private final byte[][] slots;
  private final int[] lengths;
  private final int[] notes;
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger tail = new AtomicInteger();
  private int note;

  /// @param capacity a power of two
  /// @param octets of the longest packet
  PacketRing(int capacity, int octets) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity " + capacity + " is not a power of two");
    }
    slots = new byte[capacity][octets];
    lengths = new int[capacity];
    notes = new int[capacity];
  }

  /// Adds a packet with a number; false: there is no room for it.
  boolean offer(int number, byte[] data, int offset, int length) {
    int at = tail.getPlain();
    if (at - head.getAcquire() >= slots.length) {
      return false;
    }
    int slot = at & slots.length - 1;
    if (length > slots[slot].length) {
      return false;
    }
    System.arraycopy(data, offset, slots[slot], 0, length);
    lengths[slot] = length;
    notes[slot] = number;
    tail.setRelease(at + 1);
    return true;
  }

  /// Takes the oldest packet.
  ///
  /// @return its octets, −1: there is none
  int poll(byte[] into) {
    int at = head.getPlain();
    if (at == tail.getAcquire()) {
      return -1;
    }
    int slot = at & slots.length - 1;
    int length = lengths[slot];
    System.arraycopy(slots[slot], 0, into, 0, length);
    note = notes[slot];
    head.setRelease(at + 1);
    return length;
  }

  /// The number of the packet taken last.
  int number() {
    return note;
  }

  /// Packets in it.
  int size() {
    return tail.getAcquire() - head.getAcquire();
  }
}
