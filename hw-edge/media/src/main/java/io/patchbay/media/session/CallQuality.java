package io.patchbay.media.session;

import io.patchbay.media.quality.BurstGap;
import io.patchbay.media.quality.Emodel;
import io.patchbay.media.rtcp.VoipMetrics;

/// What the peer's speech sounds like here, by the E-model (G.107). For any thread.
///
/// @param rating R, 0 = nothing was received
/// @param mos 0 = nothing was received
/// @param delayMillis one way, from the peer's mouth to the ear here
record CallQuality(double rating, double mos, double listening, double delayMillis) {
  static final CallQuality NONE = new CallQuality(0, 0, 0, 0);

  /// A frame is gathered, one waits for its tick.
  private static final int FRAMES_MILLIS = 40;

  static CallQuality of(RtpCounters counters, BurstGap.Summary gaps, Emodel.Equipment equipment) {
    if (counters.get(RtpCounters.PACKETS_RECEIVED) == 0) {
      return NONE;
    }
    double missing = loss(counters) + discard(counters);
    double roundTrip = Math.max(0, counters.get(RtpCounters.ROUND_TRIP_MICROS)) / 1000.0;
    double delay = roundTrip / 2 + counters.get(RtpCounters.DELAY_MILLIS) + FRAMES_MILLIS;
    double rating =
        Emodel.rating(equipment, delay, Math.min(100, 100 * missing), gaps.burstRatio());
    double still = Emodel.rating(equipment, 0, Math.min(100, 100 * missing), gaps.burstRatio());
    return new CallQuality(rating, Emodel.mos(rating), Emodel.mos(still), delay);
  }

  /// Share of packets that never came.
  static double loss(RtpCounters counters) {
    double lost = counters.get(RtpCounters.LOST);
    return lost / Math.max(1, lost + counters.get(RtpCounters.PACKETS_RECEIVED));
  }

  /// Share of packets that came too late.
  static double discard(RtpCounters counters) {
    double late = counters.get(RtpCounters.LATE);
    return late
        / Math.max(1, counters.get(RtpCounters.LOST) + counters.get(RtpCounters.PACKETS_RECEIVED));
  }

  /// As it is reported to the peer.
  VoipMetrics report(
      RtpCounters counters, BurstGap.Summary gaps, boolean adaptive, int maxDelayMillis) {
    return new VoipMetrics(
        (int) counters.get(RtpCounters.REMOTE_SSRC),
        loss(counters),
        discard(counters),
        gaps.burstDensity(),
        gaps.gapDensity(),
        gaps.burstMillis(),
        gaps.gapMillis(),
        Math.max(0, counters.get(RtpCounters.ROUND_TRIP_MICROS)) / 1000.0,
        counters.get(RtpCounters.DELAY_MILLIS) + FRAMES_MILLIS,
        rating,
        listening,
        mos,
        adaptive,
        (int) counters.get(RtpCounters.DELAY_MILLIS),
        maxDelayMillis);
  }
}
