package io.patchbay.media.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.dtmf.Babble;
import io.patchbay.media.pcm.Noise;
import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In the manner of G.168 §6.4, with synthetic speech in place of its composite source signal.
final class EchoCancellerTest {
  private static final int SECOND = 50;

  private final EchoCanceller canceller = new EchoCanceller(64);

  /// Levels in dBm0 over some frames.
  private record Levels(double echo, double rest) {
    double enhancement() {
      return echo - rest;
    }
  }

  private Levels run(int frames, Hybrid hybrid, Consumer<short[]> far, Consumer<short[]> near) {
    double echo = 0;
    double rest = 0;
    for (int i = 0; i < frames; i++) {
      var said = new short[Pcm.FRAME_SAMPLES];
      far.accept(said);
      var speaker = new short[Pcm.FRAME_SAMPLES];
      near.accept(speaker);
      var heard = hybrid.heard(said, speaker);
      echo += Pcm.meanSquare(heard, 0, heard.length);
      canceller.said(said);
      canceller.heard(heard);
      rest += Pcm.meanSquare(heard, 0, heard.length);
    }
    return new Levels(Pcm.levelDbm0(echo / frames), Pcm.levelDbm0(rest / frames));
  }

  /// Leaves the frame as it is.
  private static void silence(short[] frame) {}

  private static Consumer<short[]> speech(long seed) {
    return new Babble(seed)::fill;
  }

  private static Consumer<short[]> noise(double levelDbm0, int seed) {
    var noise = new Noise(seed);
    int peak = Noise.peak(levelDbm0);
    return frame -> noise.fill(frame, 0, frame.length, peak);
  }

  private static Consumer<short[]> tone(double hertz, double levelDbm0) {
    var oscillator = new Oscillator();
    oscillator.start(hertz, levelDbm0);
    return frame -> {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (short) oscillator.next();
      }
    };
  }

  /// Test 2: after a second the echo is gone, whatever its delay and loss.
  @ParameterizedTest
  @CsvSource({"0,6.5", "2,9", "12,20", "40,9", "54,12"})
  void theEchoOfSpeechIsGoneAfterASecond(double delayMillis, double lossDb) {
    var hybrid = new Hybrid(delayMillis, lossDb, 3);
    var speech = speech(1);
    run(SECOND, hybrid, speech, EchoCancellerTest::silence);
    var after = run(4 * SECOND, hybrid, speech, EchoCancellerTest::silence);
    assertTrue(after.rest() < -55 && after.echo() > -45, () -> "rest " + after);
  }

  /// Test 2 without the non-linear part, which a steady data tone switches off.
  @Test
  void theFilterAloneTakes25DecibelsOff() {
    var hybrid = new Hybrid(5, 9, 4);
    run(SECOND, hybrid, tone(2100, -12), EchoCancellerTest::silence);
    run(2 * SECOND, hybrid, noise(-10, 5), EchoCancellerTest::silence);
    var after = run(SECOND, hybrid, noise(-10, 5), EchoCancellerTest::silence);
    assertTrue(after.enhancement() > 25, () -> "enhancement " + after);
  }

  /// Test 3: who speaks at the same time is heard as he is, and nothing is forgotten of the path.
  @Test
  void whoSpeaksAtTheSameTimeIsHeard() {
    var hybrid = new Hybrid(5, 9, 6);
    var far = speech(7);
    run(3 * SECOND, hybrid, far, EchoCancellerTest::silence);
    double wanted = 0;
    double wrong = 0;
    var near = speech(8);
    for (int i = 0; i < 4 * SECOND; i++) {
      var said = new short[Pcm.FRAME_SAMPLES];
      far.accept(said);
      var speaker = new short[Pcm.FRAME_SAMPLES];
      near.accept(speaker);
      var heard = hybrid.heard(said, speaker);
      canceller.said(said);
      canceller.heard(heard);
      for (int k = 0; k < heard.length; k++) {
        wanted += speaker[k] * speaker[k];
        double error = heard[k] - speaker[k];
        wrong += error * error;
      }
    }
    double ratio = 10 * Math.log10(wanted / wrong);
    assertTrue(ratio > 15, "signal to distortion " + ratio + " dB");
    var after = run(SECOND, hybrid, far, EchoCancellerTest::silence);
    assertTrue(after.rest() < -50 && after.echo() > -40, () -> "rest " + after);
  }

  /// Test 5: another path, as after a transfer of the line.
  @Test
  void anotherPathIsLearnedWithinASecond() {
    var speech = speech(9);
    run(2 * SECOND, new Hybrid(5, 9, 10), speech, EchoCancellerTest::silence);
    var other = new Hybrid(17, 9, 11);
    run(SECOND, other, speech, EchoCancellerTest::silence);
    var after = run(2 * SECOND, other, speech, EchoCancellerTest::silence);
    assertTrue(after.rest() < -55 && after.echo() > -40, () -> "rest " + after);
  }

  /// Test 7: tones teach nothing wrong, and a tone of the line is not taken for their echo.
  @Test
  void aToneOnBothSidesIsNoEcho() {
    var hybrid = new Hybrid(5, 30, 12);
    var before = run(2 * SECOND, hybrid, tone(440, -10), tone(440, -17));
    assertTrue(Math.abs(before.enhancement()) < 1, () -> "changed by " + before);
    var speech = speech(13);
    run(SECOND, hybrid, speech, EchoCancellerTest::silence);
    var after = run(2 * SECOND, hybrid, speech, EchoCancellerTest::silence);
    assertTrue(after.rest() < -55, () -> "rest " + after);
  }

  /// Test 9: in place of a residual echo, noise as the line makes it.
  @Test
  void theNoiseOfTheLineStays() {
    var hybrid = new Hybrid(5, 12, 14);
    var speech = speech(15);
    run(3 * SECOND, hybrid, EchoCancellerTest::silence, noise(-48, 16));
    run(3 * SECOND, hybrid, speech, noise(-48, 16));
    var after = run(3 * SECOND, hybrid, speech, noise(-48, 17));
    assertTrue(Math.abs(after.rest() + 48) < 3, () -> "noise " + after);
  }

  @Test
  void withoutAnythingSaidNothingIsChanged() {
    var near = speech(18);
    for (int i = 0; i < SECOND; i++) {
      var heard = new short[Pcm.FRAME_SAMPLES];
      near.accept(heard);
      var before = heard.clone();
      canceller.said(new short[Pcm.FRAME_SAMPLES]);
      canceller.heard(heard);
      assertArrayEquals(before, heard);
    }
  }

  /// Test 6 and §7: a modem's tone, its phase reversed, switches all off until the line is quiet.
  @Test
  void aModemIsLeftAlone() {
    var hybrid = new Hybrid(5, 9, 19);
    run(2 * SECOND, hybrid, noise(-10, 20), EchoCancellerTest::silence);
    var modem = reversing();
    run(2 * SECOND, hybrid, modem, EchoCancellerTest::silence);
    var off = run(SECOND, hybrid, noise(-10, 21), EchoCancellerTest::silence);
    assertTrue(Math.abs(off.enhancement()) < 0.1, () -> "still there: " + off);
    run(SECOND / 2, hybrid, EchoCancellerTest::silence, EchoCancellerTest::silence);
    run(SECOND / 2, hybrid, noise(-10, 22), EchoCancellerTest::silence);
    var on = run(SECOND, hybrid, noise(-10, 23), EchoCancellerTest::silence);
    assertTrue(on.enhancement() > 25, () -> "not back: " + on);
  }

  private static Consumer<short[]> reversing() {
    int[] at = {0};
    return frame -> {
      for (int i = 0; i < frame.length; i++) {
        int sign = at[0] / 3600 % 2 == 0 ? 1 : -1; // every 450 ms
        frame[i] = (short) (sign * Pcm.peak(-12) * Math.sin(2 * Math.PI * 2100 * at[0]++ / 8000));
      }
    };
  }

  /// Clipping, steps, full scale both ways: it stays within bounds and comes to itself again.
  @Test
  void noiseAtFullScaleDoesNotUnsettleIt() {
    var loud = new Hybrid(5, 0.5, 24);
    run(2 * SECOND, loud, noise(3, 25), noise(3, 26));
    var hybrid = new Hybrid(5, 9, 27);
    var speech = speech(28);
    run(2 * SECOND, hybrid, speech, EchoCancellerTest::silence);
    var after = run(2 * SECOND, hybrid, speech, EchoCancellerTest::silence);
    assertTrue(after.rest() < -50, () -> "rest " + after);
  }

  @ParameterizedTest
  @CsvSource({"7", "129", "-1"})
  void aTailThatCannotBeIsNamed(int millis) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new EchoCanceller(millis));
    assertTrue(String.valueOf(thrown.getMessage()).contains(millis + " ms"));
  }
}
