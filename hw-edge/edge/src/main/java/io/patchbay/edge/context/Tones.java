package io.patchbay.edge.context;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.Signal;
import io.patchbay.media.tone.Tone;
import io.patchbay.media.tone.TonePattern;
import io.patchbay.media.tone.ToneScheme;
import io.patchbay.media.tone.ToneSyntax;
import io.patchbay.proto.config.v1.ToneSchemeSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The call-progress tones of the edge's analogue lines: how they are made and known.
///
/// @param ringCadence on/off pairs of ringing, milliseconds
/// @param prompt a PIN is to be entered (H-160)
public record Tones(ToneScheme scheme, String ringCadence, Tone prompt) {
  private static final String RING = "1000/4000";
  private static final String PROMPT = "f1=400@-13,f2=450@-13,c=0/0;";

  public Tones {
    requireNonNull(scheme, "scheme");
    requireNonNull(prompt, "prompt");
    if (!ringCadence.matches("[0-9]{2,5}/[0-9]{2,5}(-[0-9]{2,5}/[0-9]{2,5}){0,2}")) {
      throw new IllegalArgumentException("ring-cadence '" + ringCadence + "' is not on/off pairs");
    }
  }

  /// The built-in scheme (E.180, 425 Hz).
  public static Tones standard() {
    return new Tones(ToneScheme.itu(), RING, ToneSyntax.parse(PROMPT));
  }

  /// The scheme of a document; what it leaves out is built in.
  ///
  /// @throws IllegalArgumentException naming the part at fault
  public static Tones of(ToneSchemeSpec spec) {
    var base = ToneScheme.itu();
    var scheme =
        new ToneScheme(
            tone(spec.getDial(), base.dial()),
            tone(spec.getRingback(), base.ringback()),
            tone(spec.getBusy(), base.busy()),
            tone(spec.getCongestion(), base.congestion()),
            base.confirmation(),
            base.callWaiting());
    return new Tones(
        scheme, cadence(spec.getRingCadence()), tone(spec.getPrompt(), ToneSyntax.parse(PROMPT)));
  }

  private static Tone tone(String text, Tone otherwise) {
    return text.isEmpty() ? otherwise : ToneSyntax.parse(text);
  }

  /// `c=1000/4000;` or `1000/4000`.
  private static String cadence(String text) {
    return text.isEmpty() ? RING : text.strip().replaceFirst("^c=", "").replaceFirst(";$", "");
  }

  Tone tone(Signal signal) {
    return switch (signal) {
      case DIAL -> scheme.dial();
      case RINGBACK -> scheme.ringback();
      case BUSY -> scheme.busy();
      case CONGESTION -> scheme.congestion();
      case PROMPT -> prompt;
      case CONFIRMED -> confirmed();
    };
  }

  /// Dial tone that begins with the pulses of confirmation tone.
  private Tone confirmed() {
    List<Tone.Pulse> pulses = new ArrayList<>(scheme.confirmation().cadence());
    pulses.add(new Tone.Pulse(0, 0));
    return new Tone(scheme.dial().components(), pulses, 0);
  }

  /// What to listen for. Ring-back is known by each of its bursts, so that its end is seen too.
  List<TonePattern> patterns(List<Signal> signals) {
    return signals.stream().map(this::pattern).toList();
  }

  private TonePattern pattern(Signal signal) {
    var whole = TonePattern.of(signal.word(), tone(signal));
    if (signal != Signal.RINGBACK || whole.continuous()) {
      return whole;
    }
    int burst = Math.max(200, whole.cadence().getFirst().onMillis() * 85 / 100);
    return new TonePattern(
        signal.word(), whole.frequenciesHz(), List.of(), whole.toleranceMillis(), burst);
  }

  /// A gap that is too long for ring-back tone: its period and a second.
  public Duration ringbackGap() {
    int period =
        scheme.ringback().cadence().stream()
            .mapToInt(pulse -> pulse.onMillis() + pulse.offMillis())
            .sum();
    return Duration.ofMillis(period + 1000L);
  }
}
