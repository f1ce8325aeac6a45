package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.identity.ModemFinder;
import io.patchbay.driver.gsm.identity.OwnPorts;
import io.patchbay.driver.gsm.identity.PortClaims;
import io.patchbay.driver.gsm.identity.PortUsers;
import io.patchbay.driver.gsm.serial.SerialPorts;
import io.patchbay.driver.gsm.soundcard.SoundCards;
import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.line.spi.LineDriverProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// SIM lines on modems of 3GPP TS 27.007 over serial ports.
public final class GsmAtDriver implements LineDriverProvider {
  private final PinMemory pins = new PinMemory(new SecureRandom()::nextBytes);
  private final PortClaims claims = new PortClaims();
  private final ModemFinder finder = new ModemFinder(claims, System::nanoTime);

  /// Made by `ServiceLoader`: once, so that no two lines have the same port.
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
  public void check(LineKind kind, Map<String, String> settings) {
    var _ = parse(kind, settings);
  }

  private static GsmSettings parse(LineKind kind, Map<String, String> settings) {
    if (kind != LineKind.SIM) {
      throw new IllegalArgumentException("driver gsm-at has no " + kind);
    }
    GsmSettings parsed = GsmSettings.parse(settings);
    parsed.recovery().runsOnly(powerPrograms());
    return parsed;
  }

  /// Keeps which PINs were tried.
  @Override
  public void keepIn(Path directory) throws IOException {
    pins.keepIn(directory);
  }

  @Override
  public Line open(
      String name,
      LineKind kind,
      Map<String, String> settings,
      InstantSource clock,
      ThreadFactory voiceThreads,
      Consumer<LineEvent> events) {
    GsmSettings parsed = parse(kind, settings);
    BindingSettings binding = parsed.binding();
    OwnPorts ports =
        new OwnPorts(
            name,
            binding.modem(),
            parsed.audioPort(),
            binding.root(),
            parsed.baudRate(),
            new SerialPorts(),
            new OwnPorts.Shared(
                claims, finder, new PortUsers(binding.root(), ProcessHandle.current().pid())));
    GsmLine line =
        new GsmLine(
            name,
            parsed,
            ports,
            SoundCards.ofThisMachine(System::nanoTime),
            voiceThreads,
            System::nanoTime,
            new SplittableRandom(),
            pins,
            new Reporter(name, clock, events));
    line.start();
    return line;
  }

  private static Set<String> powerPrograms() {
    String programs = System.getenv(RecoverySettings.PROGRAMS);
    return programs == null ? Set.of() : Set.copyOf(List.of(programs.split(":", -1)));
  }
}
