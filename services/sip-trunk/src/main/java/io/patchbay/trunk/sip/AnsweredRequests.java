package io.patchbay.trunk.sip;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Requests and their final responses, for as long as the requests may come again. Bounded in time
/// and in octets: senders choose how long both are. Thread-safe.
final class AnsweredRequests {
  /// Timer J, 64*T1, and as much as an answer may take.
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(32 + 8);

  /// In all; the oldest give way.
  static final long MOST_OCTETS = 32L << 20;

  /// A larger response is not kept: its request would be taken as new.
  static final int LARGEST_RESPONSE = 4096;

  private static final int OVERHEAD_OCTETS = 200;
  private static final byte[] TRYING = {};

  private final ConcurrentMap<String, byte[]> responses = new ConcurrentHashMap<>();
  private final Queue<Kept> inOrder = new ConcurrentLinkedQueue<>();
  private final AtomicLong octets = new AtomicLong();
  private final LongSupplier nanoTime;

  private record Kept(String key, long untilNanos) {}

  AnsweredRequests(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Takes a request in.
  ///
  /// @return false: it is there already
  boolean begin(String key) {
    long now = nanoTime.getAsLong();
    forget(now);
    if (responses.putIfAbsent(key, TRYING) != null) {
      return false;
    }
    octets.addAndGet(OVERHEAD_OCTETS + key.length());
    inOrder.add(new Kept(key, now + KEPT_NANOS));
    return true;
  }

  /// Keeps the final response.
  ///
  /// @return false: the request has one already, which stands (RFC 3261 §17.2.2)
  boolean answered(String key, byte[] response) {
    if (response.length > LARGEST_RESPONSE) {
      return responses.remove(key, TRYING) || !responses.containsKey(key);
    }
    if (responses.replace(key, TRYING, response)) {
      octets.addAndGet(response.length);
      return true;
    }
    return !responses.containsKey(key);
  }

  /// What to send when this request has come again.
  ///
  /// @return null: it is new; empty: there is no response yet, nothing is sent
  byte @Nullable [] again(String key) {
    forget(nanoTime.getAsLong());
    return responses.get(key);
  }

  /// Octets in use, about.
  long octets() {
    return octets.get();
  }

  private void forget(long now) {
    Kept oldest = inOrder.peek();
    while (oldest != null && (now - oldest.untilNanos >= 0 || octets.get() > MOST_OCTETS)) {
      if (inOrder.remove(oldest)) {
        byte[] response = responses.remove(oldest.key);
        octets.addAndGet(
            -OVERHEAD_OCTETS - oldest.key.length() - (response == null ? 0 : response.length));
      }
      oldest = inOrder.peek();
    }
  }
}
