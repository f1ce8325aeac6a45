package io.patchbay.media.session;

import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.srtp.SrtpKeys;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one stream is carried, where that is not as the engine's settings say.
///
/// @param srtp keys of a protected stream (RFC 3711), null = plain RTP
/// @param jitter play-out delay, null = the engine's
/// @param timeout silence of a sending peer that is reported, zero = the engine's
/// @param dscp DiffServ code point of RTP and RTCP, −1 = the engine's
/// @param voiceMetrics whether RTCP reports have voice metrics, too (RFC 3611)
/// @param association what shares the port with RTP
public record RtpTransport(
    @Nullable SrtpKeys srtp,
    @Nullable JitterSettings jitter,
    Duration timeout,
    int dscp,
    boolean voiceMetrics,
    Association association) {
  /// Plain RTP, as the engine's settings say.
  public static final RtpTransport PLAIN = new RtpTransport(null, null, Duration.ZERO, -1, false);

  /// Checks ranges.
  public RtpTransport {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("RTP timeout " + timeout + " is negative");
    }
    if (dscp < -1 || dscp > 63) {
      throw new IllegalArgumentException("DSCP " + dscp + " is not within 0-63");
    }
  }

  /// With nothing beside RTP on the port.
  public RtpTransport(
      @Nullable SrtpKeys srtp,
      @Nullable JitterSettings jitter,
      Duration timeout,
      int dscp,
      boolean voiceMetrics) {
    this(srtp, jitter, timeout, dscp, voiceMetrics, Association.NONE);
  }

  /// The same with these keys.
  public RtpTransport with(@Nullable SrtpKeys keys) {
    return new RtpTransport(keys, jitter, timeout, dscp, voiceMetrics, association);
  }

  /// The same with this beside RTP.
  public RtpTransport with(Association other) {
    return new RtpTransport(srtp, jitter, timeout, dscp, voiceMetrics, other);
  }
}
