package io.patchbay.media.tone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.pcm.Pcm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToneTest {
  @Test
  void readsTheNotationOfTheAnalogueAdapter() {
    var tone = ToneSyntax.parse("f1=480@-24,f2=620@-24,c=500/500;");
    assertEquals(
        List.of(new Tone.Component(480, -24), new Tone.Component(620, -24)), tone.components());
    assertEquals(List.of(new Tone.Pulse(500, 500)), tone.cadence());
    assertEquals("f1=480@-24,f2=620@-24,c=500/500;", ToneSyntax.format(tone));
    assertEquals(3, ToneSyntax.parse("f1=425@-10,c=100/100-100/100-100/500;").cadence().size());
    assertEquals(List.of(), ToneSyntax.parse("f1=350@-13,f2=440@-13,c=0/0;").cadence());
  }

  @Test
  void readsTheNotationOfTheMobileGateway() {
    var tone = ToneSyntax.parseList("2,0,2000,4000,0,0,0,0,440,480,0,0,-19,-19,0,0");
    assertEquals(ToneScheme.us().ringback(), tone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "f1=480",
        "f1=4000@-10,c=0/0;",
        "f1=480@3,c=0/0;",
        "f1=480@-10,c=5;",
        "g=1;",
        "f1=a@-10,c=0/0;",
        "f1=480@-10,c=99999/1;",
        "f1=99999999999999@-10;",
        "f1=1@-1;f1=2@-2;"
      })
  void saysWhatIsWrongWithANotation(String text) {
    assertFalse(
        String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> ToneSyntax.parse(text))
                    .getMessage())
            .isEmpty());
  }

  @Test
  void playsLevelAndCadence() {
    var generator = new ToneGenerator();
    generator.start(ToneSyntax.parse("f1=425@-13,c=500/500;").times(2));
    var pcm = play(generator, 2000);
    assertEquals(-13, Pcm.levelDbm0(Pcm.meanSquare(pcm, 0, 4000)), 0.1);
    assertEquals(-100, Pcm.levelDbm0(Pcm.meanSquare(pcm, 4000, 4000)), 0.1);
    assertEquals(-13, Pcm.levelDbm0(Pcm.meanSquare(pcm, 8000, 4000)), 0.1);
    assertFalse(generator.playing());
  }

  @Test
  void aContinuousToneGoesOn() {
    var generator = new ToneGenerator();
    generator.start(ToneScheme.us().dial());
    var pcm = play(generator, 10_000);
    assertTrue(generator.playing());
    assertEquals(-10, Pcm.levelDbm0(Pcm.meanSquare(pcm, 72_000, 8000)), 0.2);
  }

  @Test
  void hearsTheTonesOfItsCountry() {
    for (var scheme : List.of(ToneScheme.itu(), ToneScheme.us(), ToneScheme.china())) {
      assertEquals(List.of("dial"), hear(scheme, scheme.dial(), 3000));
      assertEquals(List.of("busy"), hear(scheme, scheme.busy(), 6000));
      assertEquals(List.of("ringback"), hear(scheme, scheme.ringback(), 14_000));
      assertEquals(List.of("congestion"), hear(scheme, scheme.congestion(), 6000));
      assertEquals(List.of(), hear(scheme, Tone.continuous(1000, -10), 5000));
    }
  }

  private static List<String> hear(ToneScheme scheme, Tone tone, int millis) {
    var generator = new ToneGenerator();
    generator.start(tone);
    var detector = new ToneDetector(scheme.patterns());
    var names = new ArrayList<String>();
    var frame = new short[160];
    for (int at = 0; at < millis; at += 20) {
      generator.fill(frame);
      var name = detector.process(frame);
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private static short[] play(ToneGenerator generator, int millis) {
    var pcm = new short[8 * millis];
    var frame = new short[160];
    for (int at = 0; at < pcm.length; at += 160) {
      generator.fill(frame);
      System.arraycopy(frame, 0, pcm, at, 160);
    }
    return pcm;
  }
}
