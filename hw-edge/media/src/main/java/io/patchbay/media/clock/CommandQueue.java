package io.patchbay.media.clock;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A bounded queue from any thread to one media thread at a time; neither side locks or waits.
public final class CommandQueue<T> {
  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong head = new AtomicLong();

  /// @param capacity a power of two
  public CommandQueue(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity " + capacity + " is not a power of two");
    }
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /// Adds an element unless `limit` or more are waiting.
  public boolean offer(T element, int limit) {
    while (true) {
      long at = tail.get();
      if (at - head.get() >= Math.min(limit, mask + 1)) {
        return false;
      }
      if (tail.compareAndSet(at, at + 1)) {
        slots.setRelease((int) at & mask, element);
        return true;
      }
    }
  }

  /// Takes the oldest element, null when there is none. Consumer only.
  public @Nullable T poll() {
    long at = head.getPlain();
    T element = slots.getAcquire((int) at & mask);
    if (element != null) {
      slots.setPlain((int) at & mask, null);
      head.setRelease(at + 1);
    }
    return element;
  }

  /// Whether nothing waits.
  public boolean isEmpty() {
    return head.getOpaque() == tail.getOpaque();
  }
}
