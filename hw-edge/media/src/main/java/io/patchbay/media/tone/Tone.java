package io.patchbay.media.tone;

import java.util.List;

/// A call-progress tone: frequencies with levels, and a cadence (E.180).
///
/// @param components 1 to 4 sine waves that sound together
/// @param cadence pulses played in order; empty = continuous
/// @param repeat times the cadence is played, 0 = until stopped
public record Tone(List<Component> components, List<Pulse> cadence, int repeat) {
  /// One sine wave.
  ///
  /// @param frequencyHz 1 to 3999
  /// @param levelDbm0 −60 to 0
  public record Component(double frequencyHz, double levelDbm0) {
    public Component {
      if (!(frequencyHz >= 1 && frequencyHz < 4000)) {
        throw new IllegalArgumentException(
            "tone frequency " + frequencyHz + " Hz is not within 1-3999");
      }
      if (!(levelDbm0 >= -60 && levelDbm0 <= 0)) {
        throw new IllegalArgumentException("tone level " + levelDbm0 + " dBm0 is not within -60-0");
      }
    }
  }

  /// One on-off pair. An off time of 0 means that the tone goes on without end.
  ///
  /// @param onMillis sound, 0 to 60 000
  /// @param offMillis silence, 0 to 60 000
  public record Pulse(int onMillis, int offMillis) {
    public Pulse {
      if (onMillis < 0 || onMillis > 60_000 || offMillis < 0 || offMillis > 60_000) {
        throw new IllegalArgumentException(
            "tone cadence " + onMillis + "/" + offMillis + " ms is not within 0-60000");
      }
    }
  }

  /// Checks counts and copies.
  public Tone {
    components = List.copyOf(components);
    cadence = List.copyOf(cadence);
    if (components.isEmpty() || components.size() > 4) {
      throw new IllegalArgumentException("a tone has 1 to 4 frequencies, not " + components.size());
    }
    if (cadence.size() > 8) {
      throw new IllegalArgumentException("a cadence has at most 8 pulses, not " + cadence.size());
    }
    if (repeat < 0 || repeat > 10_000) {
      throw new IllegalArgumentException("tone repeat " + repeat + " is not within 0-10000");
    }
  }

  /// A continuous tone of one frequency.
  public static Tone continuous(double frequencyHz, double levelDbm0) {
    return new Tone(List.of(new Component(frequencyHz, levelDbm0)), List.of(), 0);
  }

  /// The same tone, its cadence played `times` times and then ended.
  public Tone times(int times) {
    return new Tone(components, cadence, times);
  }
}
