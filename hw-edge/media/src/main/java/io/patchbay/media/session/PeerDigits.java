package io.patchbay.media.session;

import io.patchbay.media.dtmf.DigitGate;
import io.patchbay.media.dtmf.DigitGate.Source;
import io.patchbay.media.dtmf.Dtmf;
import io.patchbay.media.dtmf.DtmfDetector;
import io.patchbay.media.rtp.EventReceiver;
import io.patchbay.media.session.MediaEvent.DtmfReceived;
import io.patchbay.media.session.MediaEvent.DtmfSource;
import io.patchbay.media.session.MediaEvent.DtmfStarted;
import java.time.Duration;
import java.util.function.Consumer;

/// The digits of one peer, each once in whatever ways it sends them: in band, RFC 4733, SIP INFO.
/// Used by the media thread only.
final class PeerDigits {
  /// Behind each digit that is relayed for its own length.
  static final Duration GAP = Duration.ofMillis(80);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DigitGate gate = new DigitGate();
  private final DtmfDetector detector = new DtmfDetector();
  private final DigitScript beside = new DigitScript();
  private final Consumer<MediaEvent> sink;
  private boolean takesEvents = true;
  private boolean takesInband;
  private boolean begun;
  private boolean sounding;
  private char last;

  PeerDigits(Consumer<MediaEvent> sink) {
    this.sink = sink;
  }

  /// @param eventType payload type of RFC 4733, −1 = not negotiated
  void arrange(DtmfWays ways, int eventType) {
    takesEvents = ways.takesEvents();
    takesInband = ways.takesInband(eventType);
  }

  /// Events that began or ended with a packet, or by time.
  void events(EventReceiver events, long now) {
    if (!takesEvents) {
      return;
    }
    char ended = Dtmf.digit(events.ended());
    if (ended != 0 && gate.counted(Source.RFC4733)) {
      ended(ended, Duration.ofMillis(events.endedMillis()), DtmfSource.RFC4733);
    }
    char started = Dtmf.digit(events.started());
    if (started != 0) {
      began(Source.RFC4733, DtmfSource.RFC4733, started, now);
    }
  }

  /// A digit told beside RTP.
  void take(char digit, Duration length, long now) {
    if (began(Source.INFO, DtmfSource.INFO, digit, now)) {
      ended(digit, length, DtmfSource.INFO);
      beside.add(String.valueOf(digit), length, GAP);
    }
  }

  /// Listens to one frame.
  ///
  /// @param event the RFC 4733 event lasting now, −1 = none
  /// @return the digit to relay in it, 0 = none
  char frame(short[] heard, int event, long now) {
    char byEvent = takesEvents ? Dtmf.digit(event) : 0;
    char inband = takesInband ? inband(heard, now) : 0;
    char told = beside.step();
    sounding = byEvent != 0 || inband != 0 || told != 0;
    char relayed = told;
    if (byEvent != 0 && (gate.counted(Source.RFC4733) || last == byEvent)) {
      relayed = byEvent;
    } else if (inband != 0 && gate.counted(Source.INBAND)) {
      relayed = inband;
    }
    // the same digit anew: a frame between them
    last = begun && relayed == last ? 0 : relayed;
    begun = false;
    return last;
  }

  /// Whether a digit sounds in the last frame, which then is not to be heard as it is.
  boolean sounding() {
    return sounding;
  }

  private char inband(short[] heard, long now) {
    detector.process(heard);
    if (detector.ended() != 0 && gate.counted(Source.INBAND)) {
      ended(detector.ended(), Duration.ofMillis(detector.endedMillis()), DtmfSource.INBAND);
    }
    if (detector.started() != 0) {
      began(Source.INBAND, DtmfSource.INBAND, detector.started(), now);
    }
    return detector.current();
  }

  private boolean began(Source by, DtmfSource source, char digit, long now) {
    boolean counts = gate.began(by, digit, now / NANOS_PER_MILLI);
    if (counts) {
      begun = true;
      sink.accept(new DtmfStarted(digit, source));
    }
    return counts;
  }

  private void ended(char digit, Duration length, DtmfSource source) {
    sink.accept(new DtmfReceived(digit, length, source));
  }
}
