package io.patchbay.media.jitter;

/// Learns how much later than the earliest packets arrive: a histogram with fading memory.
///
/// All times in samples of 1/8000 s. O(1) per packet.
final class DelayEstimator {
  private static final int BUCKET = 80;
  private static final int BUCKETS = 48;

  /// Weight gained per packet: a packet counts half after about 700 later ones.
  private static final float GROWTH = 1.001f;

  private static final float RESCALE = 1e6f;

  /// This share of packets shall come in time.
  private static final float QUANTILE = 0.985f;

  private static final long BASE_WINDOW = 2 * 8000;

  private final float[] weights = new float[BUCKETS];
  private float total;
  private float weight = 1;
  private long earliest;
  private long earliestNow;
  private long earliestBefore;
  private long windowEnd;

  /// Forgets everything; the next packet is the earliest.
  void reset(long transit, long now) {
    java.util.Arrays.fill(weights, 0);
    total = 0;
    weight = 1;
    earliest = transit;
    earliestNow = transit;
    earliestBefore = transit;
    windowEnd = now + BASE_WINDOW;
  }

  /// Takes the transit time (arrival less RTP timestamp) of one packet.
  void add(long transit, long now) {
    if (now >= windowEnd) {
      earliestBefore = earliestNow;
      earliestNow = transit;
      windowEnd = now + BASE_WINDOW;
    }
    earliestNow = Math.min(earliestNow, transit);
    earliest = Math.min(earliestNow, earliestBefore);
    int bucket = Math.clamp((transit - earliest + BUCKET - 1) / BUCKET, 0, BUCKETS - 1);
    weights[bucket] += weight;
    total += weight;
    weight *= GROWTH;
    if (weight > RESCALE) {
      rescale();
    }
  }

  /// The transit time of the earliest packets of the last 2 to 4 s.
  long earliest() {
    return earliest;
  }

  /// The delay after the earliest within which nearly all packets arrive.
  int needed() {
    float sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += weights[i];
      if (sum >= QUANTILE * total) {
        return i * BUCKET;
      }
    }
    return (BUCKETS - 1) * BUCKET;
  }

  private void rescale() {
    for (int i = 0; i < BUCKETS; i++) {
      weights[i] /= RESCALE;
    }
    total /= RESCALE;
    weight /= RESCALE;
  }
}
