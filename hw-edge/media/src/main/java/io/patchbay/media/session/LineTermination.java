package io.patchbay.media.session;

import io.patchbay.media.tone.TonePattern;
import java.util.List;

/// A line's audio as a termination; DTMF is sent in-band.
public non-sealed interface LineTermination extends Termination {
  /// Starts or stops listening for in-band DTMF from the line (Q.24).
  ///
  /// @param relay what becomes of the digits besides the events
  void detectDtmf(boolean on, DtmfRelay relay);

  /// Listens for call-progress tones from the line; an empty list ends it. Each tone is reported
  /// once per appearance as [MediaEvent.ToneDetected].
  void detectTones(List<TonePattern> patterns);

  /// Listens until somebody is heard: speech, or any sound but the exchange's tones.
  ///
  /// @param exchange the tones that are nobody
  void detectVoice(List<TonePattern> exchange);

  /// Sets the gains, −24 to +24 dB.
  ///
  /// @param rxDb line to context
  /// @param txDb context to line
  void setGain(double rxDb, double txDb);
}
