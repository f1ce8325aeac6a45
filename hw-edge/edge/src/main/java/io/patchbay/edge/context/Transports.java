package io.patchbay.edge.context;

import io.patchbay.contract.JitterLimits;
import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.session.RtpTransport;
import io.patchbay.media.srtp.SrtpKey;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.edge.v1.RtpDescription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a stream is carried, from what the trunk says.
final class Transports {
  private static final int MAX_DSCP = 63;

  private Transports() {}

  /// @throws IllegalArgumentException naming the value at fault
  static RtpTransport of(RtpDescription remote, LocalKeys keys) {
    if (Integer.compareUnsigned(remote.getDscp(), MAX_DSCP) > 0) {
      throw new IllegalArgumentException("DSCP " + remote.getDscp() + " is not within 0-63");
    }
    return new RtpTransport(
        srtp(remote, keys),
        remote.hasJitter() ? jitter(remote.getJitter()) : null,
        Duration.ofMillis(Integer.toUnsignedLong(remote.getRtpTimeoutMs())),
        remote.hasDscp() ? remote.getDscp() : -1,
        remote.getRtcpXr());
  }

  private static @Nullable SrtpKeys srtp(RtpDescription remote, LocalKeys keys) {
    if (!remote.hasSrtp()) {
      return null;
    }
    var suite = LocalKeys.suite(remote.getSrtp().getSuite());
    return new SrtpKeys(keys.of(suite), SrtpKey.of(suite, remote.getSrtp().getKey().toByteArray()));
  }

  private static JitterSettings jitter(JitterBuffer jitter) {
    var limits = JitterLimits.of(jitter);
    return switch (jitter.getMode()) {
      case MODE_UNSPECIFIED, MODE_ADAPTIVE, UNRECOGNIZED ->
          new JitterSettings(
              JitterSettings.Mode.ADAPTIVE, limits.minMs(), limits.startMs(), limits.maxMs());
      case MODE_FIXED ->
          new JitterSettings(
              JitterSettings.Mode.FIXED,
              limits.startMs(),
              limits.startMs(),
              Math.min(300, limits.maxMs()));
      case MODE_SEQUENTIAL ->
          new JitterSettings(
              JitterSettings.Mode.SEQUENTIAL, limits.minMs(), limits.minMs(), limits.maxMs());
    };
  }
}
