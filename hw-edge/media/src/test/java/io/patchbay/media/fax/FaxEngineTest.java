package io.patchbay.media.fax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.CodecMissingException;
import io.patchbay.media.fax.worker.GatewaySettings;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The process of the modems comes, goes and comes back.
@Timeout(60)
final class FaxEngineTest {
  private final short[] frame = new short[160];

  @Test
  void theModemsMakeASoundOfWhatTheFarEndSays() {
    try (var engine = present()) {
      var channel = engine.open(GatewaySettings.USUAL);
      channel.take(new byte[] {0x04}, 1, 0); // CED (T.38 §7.2.1)
      assertTrue(soundWithin(channel, 100));
      channel.close();
    }
  }

  @Test
  void aProcessThatDiesTakesItsFaxesAlongAndIsStartedAnew() throws Exception {
    try (var engine = present()) {
      var channel = engine.open(GatewaySettings.USUAL);
      soundWithin(channel, 3);
      engine.process().orElseThrow().destroyForcibly();
      await(channel::broken);
      channel.say(frame);
      channel.hear(frame);
      assertArrayEquals(new short[160], frame);
      await(() -> engine.restarts() == 1);
      var next = engine.open(GatewaySettings.USUAL);
      next.take(new byte[] {0x04}, 1, 0);
      assertTrue(soundWithin(next, 100));
    }
  }

  @Test
  void theProcessEndsWithTheEngine() throws Exception {
    var engine = present();
    var channel = engine.open(GatewaySettings.USUAL);
    soundWithin(channel, 3);
    var process = engine.process().orElseThrow();
    engine.close();
    process.onExit().get(20, TimeUnit.SECONDS);
    await(channel::broken);
  }

  @Test
  void withoutTheLibraryThereIsNoGatewayAndItSaysWhatToInstall() {
    var command = new ArrayList<>(FaxEngine.command());
    command.add("libspandsp.so.99");
    try (var engine = FaxEngine.of(command)) {
      assumeTrue(engine.capability().available(), "libspandsp2 is not installed");
      var channel = engine.open(GatewaySettings.USUAL);
      await(() -> !engine.capability().available());
      await(channel::broken);
      assertEquals(
          "T.38 gateway (spandsp): MISSING, libspandsp.so.99 is not there: apt-get install"
              + " libspandsp2",
          engine.capability().toString());
      assertThrows(CodecMissingException.class, () -> engine.open(GatewaySettings.USUAL));
    }
  }

  @Test
  void thereIsNoneWhereNobodyWantsIt() {
    assertEquals(Capability.State.OFF, FaxEngine.NONE.capability().state());
    assertThrows(CodecMissingException.class, () -> FaxEngine.NONE.open(GatewaySettings.USUAL));
  }

  private static FaxEngine present() {
    var engine = FaxEngine.of(FaxEngine.command());
    assumeTrue(engine.capability().available(), "libspandsp2 is not installed");
    return engine;
  }

  /// Says silence, frame by frame.
  private boolean soundWithin(FaxChannel channel, int frames) {
    boolean sound = false;
    for (int i = 0; i < frames && !sound; i++) {
      channel.say(new short[160]);
      await(() -> channel.behind() == 0 || channel.broken());
      channel.hear(frame);
      for (short sample : frame) {
        sound |= sample != 0;
      }
    }
    return sound;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
