package io.patchbay.edge.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.edge.agent.Signal;
import io.patchbay.media.tone.ToneGenerator;
import io.patchbay.proto.config.v1.ToneSchemeSpec;
import org.junit.jupiter.api.Test;

final class TonesTest {
  /// What is heard of a tone, a character for 50 ms: sound or silence.
  private static String heard(Tones tones, Signal signal) {
    ToneGenerator generator = new ToneGenerator();
    generator.start(tones.tone(signal));
    StringBuilder heard = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      short[] frame = new short[400];
      generator.fill(frame);
      int loudest = 0;
      for (short sample : frame) {
        loudest = Math.max(loudest, Math.abs(sample));
      }
      heard.append(loudest > 1000 ? '#' : '.');
    }
    return heard.toString();
  }

  @Test
  void whatIsDoneIsConfirmedBeforeDialTone() { // H-138
    assertEquals("##..##..##..........##########", heard(Tones.standard(), Signal.CONFIRMED));
    assertEquals("#".repeat(30), heard(Tones.standard(), Signal.DIAL));
    Tones american =
        Tones.of(ToneSchemeSpec.newBuilder().setDial("f1=350@-13,f2=440@-13,c=0/0;").build());
    assertEquals(
        american.tone(Signal.DIAL).components(), american.tone(Signal.CONFIRMED).components());
  }
}
