package io.patchbay.media.tone;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A tone to listen for: its frequencies and cadence; levels are free above −42 dBm0.
///
/// @param name reported with the detection, e.g. `busy`
/// @param frequenciesHz 1 or 2 frequencies, matched within ±3 %
/// @param cadence as [Tone#cadence()]; empty or off time 0 = continuous
/// @param toleranceMillis deviation allowed of each on and off time, besides 15 % of it
/// @param continuousMillis how long a continuous tone must last
public record TonePattern(
    String name,
    List<Double> frequenciesHz,
    List<Tone.Pulse> cadence,
    int toleranceMillis,
    int continuousMillis) {
  /// Checks counts and copies.
  public TonePattern {
    requireNonNull(name, "name");
    frequenciesHz = List.copyOf(frequenciesHz);
    cadence = List.copyOf(cadence);
    if (frequenciesHz.isEmpty() || frequenciesHz.size() > 2) {
      throw new IllegalArgumentException(
          "tone pattern " + name + " has 1 or 2 frequencies, not " + frequenciesHz.size());
    }
    if (toleranceMillis < 0
        || toleranceMillis > 1000
        || continuousMillis < 100
        || continuousMillis > 60_000) {
      throw new IllegalArgumentException("tone pattern " + name + ": times out of range");
    }
  }

  /// Listens for `tone`, at most its first two frequencies.
  public static TonePattern of(String name, Tone tone) {
    var frequencies = tone.components().stream().limit(2).map(Tone.Component::frequencyHz).toList();
    return new TonePattern(name, frequencies, tone.cadence(), 60, 1500);
  }

  /// Whether it has no off time.
  public boolean continuous() {
    return cadence.isEmpty() || cadence.getFirst().offMillis() == 0;
  }
}
