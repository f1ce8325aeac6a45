package io.patchbay.simulator.modem;

import io.patchbay.simulator.time.Timeline;
import java.util.EnumSet;
import java.util.SplittableRandom;

/// A serial port that leads nowhere.
final class TestSerial {
  private TestSerial() {}

  static Serial silent(Timeline timeline) {
    return new Serial(
        timeline,
        new SplittableRandom(1),
        ModemSettings.ofLine(9),
        AtSettings::new,
        new Interpreter(),
        EnumSet.noneOf(Fault.class),
        new ModemOutput() {
          @Override
          public void command(byte[] bytes) {}

          @Override
          public void audio(byte[] pcm) {}

          @Override
          public void gone(boolean gone) {}
        });
  }
}
