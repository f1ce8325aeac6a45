package io.patchbay.media.session;

import io.patchbay.media.fax.FaxFigures;
import java.net.InetSocketAddress;
import java.time.Duration;

/// One RTP stream each way with its RTCP (RFC 3550), on its own pair of ports.
///
/// Until [#configure] it drops what it receives and sends nothing.
public non-sealed interface RtpTermination extends Termination {
  /// Address and port for SDP `c=` and `m=`; RTCP is the next port.
  InetSocketAddress localAddress();

  /// The synchronisation source of what we send.
  int ssrc();

  /// Sets or changes the peer and the formats, as negotiated in SDP. Sequence numbers and
  /// timestamps go on; a changed remote address unlocks the latched source.
  ///
  /// @throws IllegalArgumentException when a payload type names a codec that is not there
  void configure(RtpDescription description);

  /// From now on T.38 instead of RTP, on the same port, until [#configure]. Modems that end before
  /// are reported as [MediaEvent.FaxLost].
  ///
  /// @throws io.patchbay.media.codec.CodecMissingException modems are wanted and there are none
  void fax(T38Description description);

  /// Starts or stops listening for fax machines on both sides, reported as [MediaEvent.FaxHeard].
  void detectFax(boolean on);

  /// What the modems of the present fax have done, or of the last one; also after [#close()].
  FaxFigures faxFigures();

  /// Sets the ways in which digits go to the peer and come from it; before that [DtmfWays#AUTO].
  void digits(DtmfWays ways);

  /// A digit that the peer has sent beside RTP, by SIP INFO. It is reported and relayed as any
  /// other, unless it has come by RTP, too.
  ///
  /// @param digit `0`–`9`, `*`, `#`, `A`–`D`, or `!` for flash
  /// @param length 40 ms to 8 s
  void take(char digit, Duration length);

  /// The suite that protects what is sent and received now, empty: none, or none yet.
  String suite();

  /// What was sent and received so far; also valid after [#close()].
  RtpStatistics statistics();
}
