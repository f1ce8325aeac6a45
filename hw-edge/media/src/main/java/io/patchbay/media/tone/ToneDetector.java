package io.patchbay.media.tone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears call-progress tones: Goertzel over 40 ms every 20 ms, then the cadence of each pattern.
///
/// Feed frames with [#process]. Allocates nothing after construction.
public final class ToneDetector {
  private final ToneWindow window = new ToneWindow();
  private final TonePattern[] patterns;
  private final CadenceMatcher[] matchers;
  private final float[][] coefficients;

  /// Listens for `patterns`; of several that match at once the first is reported.
  public ToneDetector(List<TonePattern> patterns) {
    this.patterns = patterns.toArray(TonePattern[]::new);
    matchers = patterns.stream().map(CadenceMatcher::new).toArray(CadenceMatcher[]::new);
    coefficients =
        patterns.stream()
            .map(pattern -> ToneWindow.coefficients(pattern.frequenciesHz()))
            .toArray(float[][]::new);
  }

  /// Hears one frame.
  ///
  /// @param frame 160 samples
  /// @return the name of the pattern recognised with this frame
  public @Nullable String process(short[] frame) {
    window.add(frame);
    String found = null;
    for (int i = 0; i < matchers.length; i++) {
      if (matchers[i].step(window.holds(coefficients[i])) && found == null) {
        found = patterns[i].name();
      }
    }
    return found;
  }
}
