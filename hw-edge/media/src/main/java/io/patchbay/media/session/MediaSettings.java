package io.patchbay.media.session;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.jitter.JitterSettings;
import java.net.InetAddress;
import java.time.Duration;

/// Settings of one media engine.
///
/// @param bind local address of every RTP and RTCP socket
/// @param advertised address written into SDP, reported by [RtpTermination#localAddress()]
/// @param portMin lowest UDP port; RTP takes the even port, RTCP the next odd one (RFC 3550 §11)
/// @param portMax highest UDP port
/// @param tickThreads shared tick threads; one carries about 1 000 calls
/// @param jitter play-out delay of received RTP
/// @param rtpTimeout silence of a sending peer after which [MediaEvent.RtpTimeout] is raised
/// @param relatchAfter silence of the latched source after which another one may be learnt
/// @param rtcpInterval mean interval of RTCP reports (RFC 3550 §6.2)
/// @param dscp DiffServ code point of RTP packets, 46 = EF (RFC 2474), 0 = none
public record MediaSettings(
    InetAddress bind,
    InetAddress advertised,
    int portMin,
    int portMax,
    int tickThreads,
    JitterSettings jitter,
    Duration rtpTimeout,
    Duration relatchAfter,
    Duration rtcpInterval,
    int dscp) {

  /// Checks every range and names the value at fault.
  public MediaSettings {
    requireNonNull(bind, "bind");
    requireNonNull(advertised, "advertised");
    requireNonNull(jitter, "jitter");
    if (portMin < 1024 || portMax > 65535 || portMax - portMin < 1) {
      throw new IllegalArgumentException(
          "RTP port range " + portMin + "-" + portMax + " is not within 1024-65535");
    }
    if (tickThreads < 1 || tickThreads > 64) {
      throw new IllegalArgumentException("tick threads " + tickThreads + " is not within 1-64");
    }
    requirePositive(rtpTimeout, "RTP timeout");
    requirePositive(relatchAfter, "re-latch time");
    requirePositive(rtcpInterval, "RTCP interval");
    if (dscp < 0 || dscp > 63) {
      throw new IllegalArgumentException("DSCP " + dscp + " is not within 0-63");
    }
  }

  /// The defaults: ports 16384–32767, one tick thread, adaptive jitter buffer, EF.
  public static MediaSettings on(InetAddress address) {
    return new MediaSettings(
        address,
        address,
        16384,
        32767,
        1,
        JitterSettings.adapting(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        46);
  }

  /// The same settings with another port range.
  public MediaSettings withPorts(int min, int max) {
    return new MediaSettings(
        bind,
        advertised,
        min,
        max,
        tickThreads,
        jitter,
        rtpTimeout,
        relatchAfter,
        rtcpInterval,
        dscp);
  }

  /// The same settings with another number of tick threads.
  public MediaSettings withTickThreads(int threads) {
    return new MediaSettings(
        bind,
        advertised,
        portMin,
        portMax,
        threads,
        jitter,
        rtpTimeout,
        relatchAfter,
        rtcpInterval,
        dscp);
  }

  /// The same settings with another advertised address.
  public MediaSettings withAdvertised(InetAddress address) {
    return new MediaSettings(
        bind,
        address,
        portMin,
        portMax,
        tickThreads,
        jitter,
        rtpTimeout,
        relatchAfter,
        rtcpInterval,
        dscp);
  }

  /// The same settings with another play-out delay.
  public MediaSettings withJitter(JitterSettings other) {
    return new MediaSettings(
        bind,
        advertised,
        portMin,
        portMax,
        tickThreads,
        other,
        rtpTimeout,
        relatchAfter,
        rtcpInterval,
        dscp);
  }

  /// The same settings with other RTP time limits.
  public MediaSettings withRtpTimeout(Duration timeout, Duration relatch) {
    return new MediaSettings(
        bind,
        advertised,
        portMin,
        portMax,
        tickThreads,
        jitter,
        timeout,
        relatch,
        rtcpInterval,
        dscp);
  }

  private static void requirePositive(Duration value, String name) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " " + value + " is not positive");
    }
  }
}
