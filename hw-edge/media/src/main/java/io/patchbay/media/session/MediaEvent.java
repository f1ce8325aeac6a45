package io.patchbay.media.session;

import io.patchbay.media.tone.FaxToneDetector;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What a termination reports, see [MediaEventSink].
public sealed interface MediaEvent {
  /// Where a digit was heard.
  enum DtmfSource {
    INBAND,
    RFC4733,
    /// SIP INFO, told by [RtpTermination#take].
    INFO
  }

  /// A digit has begun (stop the dial tone); [DtmfReceived] follows when it ends.
  record DtmfStarted(char digit, DtmfSource source) implements MediaEvent {}

  /// A digit has ended. Flash (RFC 4733 event 16) is `!`.
  record DtmfReceived(char digit, Duration duration, DtmfSource source) implements MediaEvent {}

  /// A call-progress tone is there, by the name of its pattern.
  record ToneDetected(String name) implements MediaEvent {}

  /// Somebody is heard on the line. Once for each [LineTermination#detectVoice].
  record VoiceDetected() implements MediaEvent {}

  /// No RTP for the configured time though the peer should send. Once per silence.
  record RtpTimeout(Duration silence) implements MediaEvent {}

  /// Symmetric RTP learnt that the peer sends from another address than it described.
  record RemoteChanged(InetSocketAddress remote) implements MediaEvent {}

  /// The first RTP packet of the peer was accepted. Once per termination.
  record FirstPacket() implements MediaEvent {}

  /// A finite tone was played to its end.
  record PlayDone() implements MediaEvent {}

  /// A fax machine is heard, see [RtpTermination#detectFax].
  ///
  /// @param fromPeer in what the RTP peer sends; false: in what is sent to it
  record FaxHeard(FaxToneDetector.Sound sound, boolean fromPeer) implements MediaEvent {}

  /// The process of the fax modems ended, and the port's fax with it: it is silent from now on,
  /// until it is described anew. Once per fax.
  record FaxLost() implements MediaEvent {}

  /// The last digit of the queue was sent.
  record DtmfDone() implements MediaEvent {}

  /// The line's port ended by itself or failed, or an RTP port has found no keys.
  record PortEnded(String reason) implements MediaEvent {}
}
