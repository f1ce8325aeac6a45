package io.patchbay.media.tone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.pcm.Pcm;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who answers, and what does not count as an answer.
final class VoiceDetectorTest {
  private static final int NEVER = -1;

  private final VoiceDetector detector =
      new VoiceDetector(
          List.of(
              TonePattern.of("ringback", ToneScheme.itu().ringback()),
              TonePattern.of("busy", ToneScheme.itu().busy())));
  private final short[] frame = new short[160];
  private int sample;

  /// Milliseconds until the answer is heard, within 10 s.
  private int heard(Sound sound) {
    for (int millis = 20; millis <= 10_000; millis += 20) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = Pcm.saturate((int) Math.round(sound.at(sample++ / 8000.0)));
      }
      if (detector.process(frame)) {
        return millis;
      }
    }
    return NEVER;
  }

  private interface Sound {
    double at(double seconds);
  }

  private static double sine(double seconds, double hertz, double levelDbm0) {
    return Pcm.peak(levelDbm0) * Math.sin(2 * Math.PI * hertz * seconds);
  }

  /// A voice of 120 Hz with formants, three syllables a second.
  private static double voice(double seconds, double levelDbm0) {
    double sum = 0;
    for (int harmonic = 1; harmonic <= 25; harmonic++) {
      double hertz = 120.0 * harmonic;
      double formants = 1 / (1 + Math.pow((hertz - 600) / 250, 2)) + 0.1;
      sum += formants * sine(seconds, hertz, levelDbm0 - 6);
    }
    return sum * (0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * seconds));
  }

  @ParameterizedTest
  @CsvSource({"-10", "-20", "-30"})
  void aVoiceIsHeardWithinHalfASecond(double levelDbm0) {
    int after = heard(seconds -> voice(seconds, levelDbm0));
    assertTrue(after >= 240 && after <= 600, "after " + after + " ms");
  }

  @Test
  void aFaxMachineAnswersToo() {
    assertEquals(240, heard(seconds -> sine(seconds, 2100, -12)), 40);
  }

  @ParameterizedTest
  @ValueSource(doubles = {425, 950, 1400, 1800})
  void tonesOfTheExchangeAreNobody(double hertz) {
    SplittableRandom random = new SplittableRandom(1);
    assertEquals(
        NEVER,
        heard(seconds ->
            (seconds % 1 < 0.35 ? sine(seconds, hertz, -10) : 0) + 20 * random.nextDouble()));
  }

  @Test
  void lineNoiseIsNobody() {
    SplittableRandom random = new SplittableRandom(1);
    assertEquals(NEVER, heard(_ -> Pcm.peak(-48) * (2 * random.nextDouble() - 1)));
  }

  @Test
  void theEchoOfOurOwnVoiceIsNobody() {
    short[] own = new short[160];
    int at = 0;
    for (int millis = 0; millis < 10_000; millis += 20) {
      for (int i = 0; i < 160; i++) {
        own[i] = Pcm.saturate((int) Math.round(voice(at++ / 8000.0, -10)));
        frame[i] = (short) (own[i] / 4);
      }
      detector.said(own);
      assertEquals(false, detector.process(frame), "after " + millis + " ms");
    }
    assertTrue(heard(seconds -> voice(seconds, -6)) > 0, "but over it somebody else is heard");
  }
}
