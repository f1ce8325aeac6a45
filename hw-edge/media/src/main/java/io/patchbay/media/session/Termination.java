package io.patchbay.media.session;

import io.patchbay.media.record.CallTap;
import io.patchbay.media.tone.Tone;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A source and sink of audio: a line or an RTP port (H.248.1 §6.2).
///
/// Methods may be called from any thread and return at once; they take effect at the next frame, in
/// the order of the calls. "Outside" is the line or the RTP peer, "inside" the other members of the
/// context.
public sealed interface Termination extends AutoCloseable permits RtpTermination, LineTermination {
  /// Plays a tone to the outside in place of the context's audio, until its cadence ends or
  /// [#stopTone()]. A second call replaces the tone. [MediaEvent.PlayDone] follows a tone that ends
  /// by itself.
  void play(Tone tone);

  /// Ends the tone; without one nothing happens and nothing is reported.
  void stopTone();

  /// Sends digits to the outside: RFC 4733 where negotiated, else in-band tones. Calls queue up;
  /// [MediaEvent.DtmfDone] follows when the queue is empty. More than 64 digits waiting are
  /// refused.
  ///
  /// @param digits `0`–`9`, `*`, `#`, `A`–`D`, and `!` for flash, which is no tone
  /// @param tone length of each digit, 40 ms to 8 s
  /// @param gap silence after each digit, 20 ms to 8 s
  /// @throws IllegalArgumentException naming the value at fault
  void sendDtmf(String digits, Duration tone, Duration gap);

  /// Muted, the outside is not heard inside. Digits and tones in it are still detected.
  void setMuted(boolean muted);

  /// Has what it says and hears taken from now on, or no more.
  void tap(@Nullable CallTap tap);

  /// Leaves its context, releases sockets and port, raises no more events. Idempotent.
  @Override
  void close();
}
