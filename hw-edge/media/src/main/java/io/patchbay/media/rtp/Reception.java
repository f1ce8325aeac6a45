package io.patchbay.media.rtp;

/// Sequence numbers, loss and jitter of one received source (RFC 3550 A.1, A.3, A.8).
public final class Reception {
  private static final int MAX_DROPOUT = 3000;
  private static final int MAX_MISORDER = 100;

  /// What a sequence number says about its packet.
  public enum Verdict {
    NEW,
    DUPLICATE,
    /// A jump too large to be loss; two in sequence after it start anew.
    OUT_OF_RANGE
  }

  private boolean started;
  private long first;
  private long highest;
  private long window;
  private int expectedNext = -1;
  private long received;
  private long earlierLost;
  private long lastTransit;
  private boolean transitKnown;
  private int lastTimestamp;
  private double jitter;
  private double maxJitter;

  /// Begins a new source; loss counted so far stays.
  public void restart() {
    earlierLost = lost();
    started = false;
    received = 0;
    transitKnown = false;
    expectedNext = -1;
  }

  /// Takes the sequence number of a packet.
  public Verdict sequence(int sequence) {
    if (!started) {
      start(sequence);
      return Verdict.NEW;
    }
    int delta = (short) (sequence - (int) highest);
    if (delta > MAX_DROPOUT || delta < -MAX_MISORDER) {
      if (sequence == expectedNext) {
        restart();
        start(sequence);
        return Verdict.NEW;
      }
      expectedNext = sequence + 1 & 0xffff;
      return Verdict.OUT_OF_RANGE;
    }
    expectedNext = -1;
    if (delta > 0) {
      window = delta > 63 ? 1 : window << delta | 1;
      highest += delta;
    } else if (delta > -64) {
      if ((window >>> -delta & 1) != 0) {
        return Verdict.DUPLICATE;
      }
      window |= 1L << -delta;
    }
    received++;
    return Verdict.NEW;
  }

  /// Takes timestamp and arrival of an audio packet for the jitter estimate.
  ///
  /// @param arrival local clock in timestamp units
  public void arrival(int timestamp, long arrival) {
    long transit = arrival - Integer.toUnsignedLong(timestamp);
    if (transitKnown && timestamp != lastTimestamp) {
      int difference = Math.abs((int) (transit - lastTransit));
      if (difference < 8 * 8000) {
        jitter += (difference - jitter) / 16;
        maxJitter = Math.max(maxJitter, jitter);
      }
    }
    transitKnown = true;
    lastTransit = transit;
    lastTimestamp = timestamp;
  }

  /// The highest sequence number with the count of cycles above it.
  public long extendedHighest() {
    return highest;
  }

  /// Packets expected since the source began.
  public long expected() {
    return started ? highest - first + 1 : 0;
  }

  /// Packets received of the present source, without duplicates.
  public long received() {
    return received;
  }

  /// Packets lost of all sources, not negative.
  public long lost() {
    return earlierLost + Math.max(0, expected() - received);
  }

  /// Interarrival jitter in timestamp units.
  public double jitter() {
    return jitter;
  }

  /// The largest it has been.
  public double maxJitter() {
    return maxJitter;
  }

  private void start(int sequence) {
    started = true;
    first = sequence;
    highest = sequence;
    window = 1;
    received = 1;
  }
}
