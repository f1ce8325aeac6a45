package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.line.spi.LineDriverProvider;
import io.patchbay.line.tck.LineDriverContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class GsmAtContractTest extends LineDriverContract {
  @TempDir Path directory = Path.of("");
  private @Nullable PtyModem modem;

  @BeforeEach
  void plug() throws Exception {
    modem = new PtyModem(directory);
  }

  @AfterEach
  void unplug() throws Exception {
    modem().close();
  }

  private PtyModem modem() {
    return requireNonNull(modem);
  }

  @Override
  protected LineDriverProvider provider() {
    return new GsmAtDriver();
  }

  @Override
  protected Line open(InstantSource clock, Consumer<LineEvent> events) {
    return provider().open("gsm-1", LineKind.SIM, modem().settings(), clock, Thread::new, events);
  }
}
