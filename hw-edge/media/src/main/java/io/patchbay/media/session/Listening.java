package io.patchbay.media.session;

import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.quality.BurstGap;
import io.patchbay.media.quality.Emodel;
import io.patchbay.media.rtcp.VoipMetrics;
import org.jspecify.annotations.Nullable;

/// What an RTP port hears sounds like. Thread-safe.
final class Listening {
  private final RtpCounters counters;
  private final RtpInput input;
  private final MediaSettings settings;

  Listening(RtpCounters counters, RtpInput input, MediaSettings settings) {
    this.counters = counters;
    this.input = input;
    this.settings = settings;
  }

  /// @param active null: nothing is described
  CallQuality quality(@Nullable RtpDescription active) {
    return active == null
        ? CallQuality.NONE
        : CallQuality.of(counters, gaps(active), Emodel.Equipment.of(encoding(active)));
  }

  /// Null: the peer is not to have any, or there are none.
  @Nullable VoipMetrics metrics(@Nullable RtpDescription active) {
    if (active == null
        || !active.transport().voiceMetrics()
        || counters.get(RtpCounters.PACKETS_RECEIVED) == 0) {
      return null;
    }
    var jitter = active.transport().jitter();
    var delay = jitter == null ? settings.jitter() : jitter;
    boolean adaptive = delay.mode() == JitterSettings.Mode.ADAPTIVE;
    return quality(active).report(counters, gaps(active), adaptive, delay.maxMillis());
  }

  private BurstGap.Summary gaps(RtpDescription active) {
    return input.bursts().summary(active.ptimeMillis());
  }

  private static String encoding(RtpDescription active) {
    return active.payloadTypes().getOrDefault(active.sendPayloadType(), "");
  }
}
