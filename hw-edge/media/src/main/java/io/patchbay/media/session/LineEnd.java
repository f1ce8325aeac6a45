package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.dtmf.DtmfDetector;
import io.patchbay.media.dtmf.DtmfGenerator;
import io.patchbay.media.jitter.Concealment;
import io.patchbay.media.pcm.Pcm;
import io.patchbay.media.session.MediaEvent.DtmfReceived;
import io.patchbay.media.session.MediaEvent.DtmfSource;
import io.patchbay.media.session.MediaEvent.DtmfStarted;
import io.patchbay.media.tone.ToneDetector;
import io.patchbay.media.tone.TonePattern;
import io.patchbay.media.tone.VoiceDetector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A line: port → gain → tone detector → digit detector → context → tone or digit → gain → port.
final class LineEnd extends Member implements LineTermination {
  private final FramePort port;
  private final @Nullable LineClock clock;
  private final short[] out = new short[FRAME_SAMPLES];
  private final DtmfGenerator digits = new DtmfGenerator();
  private final DtmfDetector digitDetector = new DtmfDetector();
  private final Concealment concealment = new Concealment();
  private @Nullable ToneDetector toneDetector;
  private @Nullable VoiceDetector voiceDetector;
  private @Nullable DtmfRelay detecting;
  private int rxGain = Pcm.UNITY_GAIN;
  private int txGain = Pcm.UNITY_GAIN;
  private boolean ended;

  LineEnd(Hub hub, Group own, FramePort port, MediaEventSink sink, LongSupplier nanoTime) {
    super(hub, own, sink);
    this.port = port;
    this.clock = port.clocked() ? new LineClock(this, port, nanoTime) : null;
  }

  @Override
  public void detectDtmf(boolean on, DtmfRelay relaying) {
    post(() -> detecting = on ? relaying : null);
  }

  @Override
  public void detectTones(List<TonePattern> patterns) {
    var detector = patterns.isEmpty() ? null : new ToneDetector(patterns);
    post(() -> toneDetector = detector);
  }

  @Override
  public void detectVoice(List<TonePattern> exchange) {
    var detector = new VoiceDetector(exchange);
    post(() -> voiceDetector = detector);
  }

  @Override
  public void setGain(double rxDb, double txDb) {
    int rx = Pcm.gain(rxDb);
    int tx = Pcm.gain(txDb);
    post(() -> {
      rxGain = rx;
      txGain = tx;
    });
  }

  /// The body of the line's thread, null for a line without a clock of its own.
  @Nullable LineClock lineClock() {
    return clock;
  }

  /// Runs the present group from the line's thread, if that is its driver.
  boolean drive(long now) {
    return clock != null && group().run(clock, now, 0);
  }

  void portEnded(String reason) {
    post(() -> report(new MediaEvent.PortEnded(reason)));
  }

  @Override
  @Nullable Driver clock(long now) {
    return clock != null && clock.delivering(now) ? clock : null;
  }

  @Override
  void release() {
    if (clock != null) {
      clock.stop();
    }
    port.close();
  }

  @Override
  void hear(long now, long skippedFrames) {
    concealment.frame(heard, clock != null ? clock.read(heard) : read());
    Pcm.amplify(heard, rxGain);
    hearTones();
    relay = 0;
    if (detecting != null) {
      hearDigits(detecting);
    }
  }

  private void hearTones() {
    var tones = toneDetector;
    if (tones != null) {
      var name = tones.process(heard);
      if (name != null) {
        report(new MediaEvent.ToneDetected(name));
      }
    }
    var voice = voiceDetector;
    if (voice != null && voice.process(heard)) {
      voiceDetector = null;
      report(new MediaEvent.VoiceDetected());
    }
  }

  @Override
  void say(short[] frame, char digit, long now) {
    boolean scripted = script.active();
    char scriptDigit = script.step();
    char sounding = scripted ? scriptDigit : digit;
    if (script.finished()) {
      report(new MediaEvent.DtmfDone());
    }
    if (sounding != 0 && sounding != '!') {
      if (digits.digit() != sounding) {
        digits.start(sounding);
      }
      digits.fill(out, 0, FRAME_SAMPLES);
    } else {
      digits.stop();
      if (scripted) {
        Arrays.fill(out, (short) 0);
      } else if (tone.playing()) {
        playTone(out);
      } else {
        System.arraycopy(frame, 0, out, 0, FRAME_SAMPLES);
      }
    }
    Pcm.amplify(out, txGain);
    var voice = voiceDetector;
    if (voice != null) {
      voice.said(out);
    }
    if (clock != null) {
      clock.write(out);
    } else if (!ended) {
      port.write(out);
    }
  }

  private boolean read() {
    if (ended) {
      return false;
    }
    int samples = port.read(heard);
    if (samples < 0) {
      ended = true;
      report(new MediaEvent.PortEnded("end of audio"));
    }
    return samples > 0;
  }

  private void hearDigits(DtmfRelay relaying) {
    digitDetector.process(heard);
    if (digitDetector.ended() != 0) {
      var length = Duration.ofMillis(digitDetector.endedMillis());
      report(new DtmfReceived(digitDetector.ended(), length, DtmfSource.INBAND));
    }
    if (digitDetector.started() != 0) {
      report(new DtmfStarted(digitDetector.started(), DtmfSource.INBAND));
    }
    if (digitDetector.current() != 0 && relaying != DtmfRelay.INBAND) {
      Arrays.fill(heard, (short) 0);
      relay = relaying == DtmfRelay.TELEPHONE_EVENT ? digitDetector.current() : 0;
    }
  }
}
