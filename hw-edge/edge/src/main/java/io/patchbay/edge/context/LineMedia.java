package io.patchbay.edge.context;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.Signal;
import io.patchbay.line.Line;
import io.patchbay.line.LineKind;
import io.patchbay.media.session.DtmfRelay;
import io.patchbay.media.session.EchoCancelledPort;
import io.patchbay.media.session.FramePort;
import io.patchbay.media.session.LineTermination;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.MediaEvent;
import io.patchbay.media.session.Termination;
import io.patchbay.proto.config.v1.LineSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The termination of one line, open only while somebody uses it. For the mailbox thread.
public final class LineMedia {
  /// A hybrid's echo and what a card holds in its queues.
  private static final int ANALOGUE_ECHO_TAIL_MILLIS = 64;

  private final MediaEngine engine;
  private final Line line;
  private final Tones tones;
  private final Consumer<MediaEvent> events;
  private final int echoTailMillis;
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable LineTermination termination;
  private boolean listening;
  private DtmfRelay relay = DtmfRelay.EVENT_ONLY;

  /// @param echoTailMillis of the echo canceller, 0 = none
  /// @param events called on a media thread
  public LineMedia(
      MediaEngine engine, Line line, Tones tones, int echoTailMillis, Consumer<MediaEvent> events) {
    this.engine = requireNonNull(engine, "engine");
    this.line = requireNonNull(line, "line");
    this.tones = requireNonNull(tones, "tones");
    this.echoTailMillis = echoTailMillis;
    this.events = requireNonNull(events, "events");
  }

  /// The echo canceller's length for a line as its document says, or as its kind needs.
  ///
  /// @return 0 = none
  public static int echoTailMillis(LineSpec spec, LineKind kind) {
    int otherwise = kind == LineKind.SIM ? 0 : ANALOGUE_ECHO_TAIL_MILLIS;
    return spec.hasEchoTailMs() ? spec.getEchoTailMs() : otherwise;
  }

  /// The termination, opened when it is not.
  public LineTermination termination() {
    var open = termination;
    if (open == null) {
      open = engine.openLine(port(), events::accept);
      termination = open;
    }
    return open;
  }

  private FramePort port() {
    var audio = new LineAudio(line.audio(), reading);
    return echoTailMillis == 0 ? audio : new EchoCancelledPort(audio, echoTailMillis);
  }

  /// The termination when it is open.
  public Optional<Termination> open() {
    return Optional.ofNullable(termination);
  }

  public void play(Signal signal) {
    termination().play(tones.tone(signal));
  }

  public void stopTone() {
    if (termination != null) {
      termination.stopTone();
    }
  }

  public void listenDigits() {
    listening = true;
    termination().detectDtmf(true, relay);
  }

  /// What becomes of digits heard in band, besides their event.
  public void relay(DtmfRelay next) {
    if (relay != next) {
      relay = next;
      if (listening && termination != null) {
        termination.detectDtmf(true, next);
      }
    }
  }

  public void listenTones(List<Signal> signals) {
    termination().detectTones(tones.patterns(signals));
  }

  /// Until somebody is heard; these tones are nobody.
  public void listenVoice(List<Signal> exchange) {
    termination().detectVoice(tones.patterns(exchange));
  }

  public void sendDigits(String digits, Duration tone, Duration gap) {
    termination().sendDtmf(digits, tone, gap);
  }

  public void close() {
    listening = false;
    relay = DtmfRelay.EVENT_ONLY;
    if (termination != null) {
      termination.close();
      termination = null;
    }
  }
}
