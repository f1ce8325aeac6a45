package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.serial.SerialPorts;
import io.patchbay.driver.gsm.soundcard.SoundCards;
import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.line.spi.LineDriverProvider;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// SIM lines on modems of 3GPP TS 27.007 over serial ports.
public final class GsmAtDriver implements LineDriverProvider {
  /// Made by `ServiceLoader`.
  public GsmAtDriver() {}

  @Override
  public String name() {
    return "gsm-at";
  }

  @Override
  public Set<LineKind> kinds() {
    return Set.of(LineKind.SIM);
  }

  @Override
  public Set<String> settings() {
    return GsmSettings.KEYS;
  }

  @Override
  public Line open(
      String name,
      LineKind kind,
      Map<String, String> settings,
      InstantSource clock,
      ThreadFactory voiceThreads,
      Consumer<LineEvent> events) {
    if (kind != LineKind.SIM) {
      throw new IllegalArgumentException("line " + name + ": driver gsm-at has no " + kind);
    }
    GsmLine line =
        new GsmLine(
            name,
            GsmSettings.parse(settings),
            new SerialPorts(),
            SoundCards.ofThisMachine(System::nanoTime),
            voiceThreads,
            System::nanoTime,
            new SplittableRandom(),
            new Reporter(name, clock, events));
    line.start();
    return line;
  }
}
