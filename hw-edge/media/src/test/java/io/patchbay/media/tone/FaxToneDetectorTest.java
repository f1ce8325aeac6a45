package io.patchbay.media.tone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.dtmf.DtmfGenerator;
import io.patchbay.media.tone.FaxToneDetector.Sound;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tones of fax machines as T.30 has them, and sounds that are none.
final class FaxToneDetectorTest {
  private final List<Short> audio = new ArrayList<>();
  private double phase;

  @ParameterizedTest
  @CsvSource({"1100, 500", "1062, 500", "1138, 500", "1085, 430", "1117, 570"})
  void theCallingToneIsHeardOnceForEachBurst(double frequencyHz, int millis) {
    for (int i = 0; i < 3; i++) {
      tone(frequencyHz, millis, 3000);
      silence(3000);
    }
    assertEquals(List.of(Sound.CNG, Sound.CNG, Sound.CNG), heard());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 300, 800, 3000})
  void atOtherLengthsItIsNoCallingTone(int millis) {
    tone(1100, millis, 3000);
    silence(1000);
    assertEquals(List.of(), heard());
  }

  @ParameterizedTest
  @CsvSource({"2100, 3000", "2085, 3000", "2115, 200", "2093, 250"})
  void theAnsweringToneIsHeardOnce(double frequencyHz, double amplitude) {
    silence(500);
    tone(frequencyHz, 3300, amplitude);
    silence(75);
    assertEquals(List.of(Sound.CED), heard());
  }

  @Test
  void theAnsweringToneIsHeardWithPhaseReversals() {
    for (int i = 0; i < 7; i++) {
      tone(2100, 450, 3000);
      phase += Math.PI;
    }
    assertEquals(List.of(Sound.CED), heard());
  }

  @Test
  void theAnsweringToneOfV8IsModulated() {
    double carrier = 0;
    for (int i = 0; i < 8 * 3000; i++) {
      carrier += 2 * Math.PI * 2100 / 8000 + (i % 3600 == 0 ? Math.PI : 0);
      add(3000 * (1 + 0.2 * Math.sin(2 * Math.PI * 15 * i / 8000)) * Math.sin(carrier));
    }
    assertEquals(List.of(Sound.CED), heard());
  }

  @ParameterizedTest
  @CsvSource({"3000, 0", "150, 0", "3000, 12", "3000, -12"})
  void thePreambleOfAMessageIsHeardOnce(double amplitude, double offsetHz) {
    silence(200);
    flags(37, amplitude, offsetHz);
    assertEquals(List.of(Sound.V21), heard());
  }

  @Test
  void aWholeAnswerIsAToneAndAPreamble() {
    tone(2100, 2600, 3000);
    silence(75);
    flags(37, 3000, 0);
    assertEquals(List.of(Sound.CED, Sound.V21), heard());
  }

  @Test
  void digitsTonesAndNoiseAreNoFax() {
    var digits = new DtmfGenerator();
    var frame = new short[160];
    for (char digit : "1234567890*#ABCD".toCharArray()) {
      digits.start(digit);
      for (int i = 0; i < 10; i++) {
        digits.fill(frame, 0, 160);
        for (short sample : frame) {
          audio.add(sample);
        }
      }
    }
    for (double frequency : new double[] {350, 425, 440, 950, 1000, 1400, 1650, 1800, 1850, 2000}) {
      tone(frequency, 500, 6000);
      silence(500);
    }
    var random = new SplittableRandom(5);
    for (int i = 0; i < 8000 * 30; i++) {
      add(random.nextDouble(-6000, 6000));
    }
    assertEquals(List.of(), heard());
  }

  @Test
  void aDataStreamOfTheSameModemIsNoPreamble() {
    var random = new SplittableRandom(6);
    for (int i = 0; i < 3000; i++) {
      bit(random.nextInt(2), 3000, 0);
    }
    assertEquals(List.of(), heard());
    assertTrue(audio.size() > 79_000);
  }

  private double clock;

  private void flags(int count, double amplitude, double offsetHz) {
    for (int i = 0; i < count; i++) {
      for (int bit : new int[] {0, 1, 1, 1, 1, 1, 1, 0}) {
        bit(bit, amplitude, offsetHz);
      }
    }
  }

  private void bit(int bit, double amplitude, double offsetHz) {
    for (clock += 8000.0 / 300; clock >= 1; clock--) {
      phase += 2 * Math.PI * ((bit == 1 ? 1650 : 1850) + offsetHz) / 8000;
      add(amplitude * Math.sin(phase));
    }
  }

  private void tone(double frequencyHz, int millis, double amplitude) {
    for (int i = 0; i < 8 * millis; i++) {
      phase += 2 * Math.PI * frequencyHz / 8000;
      add(amplitude * Math.sin(phase));
    }
  }

  private void silence(int millis) {
    for (int i = 0; i < 8 * millis; i++) {
      add(0);
    }
  }

  private void add(double value) {
    audio.add((short) Math.round(value));
  }

  private List<Sound> heard() {
    var detector = new FaxToneDetector();
    var frame = new short[160];
    var heard = new ArrayList<Sound>();
    for (int at = 0; at + 160 <= audio.size(); at += 160) {
      for (int i = 0; i < 160; i++) {
        frame[i] = audio.get(at + i);
      }
      var sound = detector.process(frame);
      if (sound != null) {
        heard.add(sound);
      }
    }
    return heard;
  }
}
