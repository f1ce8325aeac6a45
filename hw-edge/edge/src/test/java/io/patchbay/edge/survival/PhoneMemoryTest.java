package io.patchbay.edge.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.routing.PhoneState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was set on phones is known to an edge that starts anew.
final class PhoneMemoryTest {
  private static final PhoneFeature DISTURB = PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB;

  @TempDir Path directory = Path.of("");

  private PhoneMemory open() {
    return PhoneMemory.open(directory.resolve("phone-settings"), Runnable::run);
  }

  private static PhoneSetting setting(int second, boolean on) {
    return PhoneSetting.newBuilder()
        .setPhone("line/fxs-1")
        .setFeature(DISTURB)
        .setOn(on)
        .setAt(Timestamps.fromSeconds(second))
        .build();
  }

  @Test
  void theLaterWordCountsWhateverTheOrder() {
    PhoneMemory memory = open();
    memory.take(List.of(setting(10, true)));
    memory.take(List.of(setting(9, false)));
    assertTrue(memory.state("line/fxs-1").has(DISTURB), "9 is before 10");
    memory.take(List.of(setting(10, false)));
    assertFalse(memory.state("line/fxs-1").has(DISTURB), "of the same time the last one");
  }

  @Test
  void itIsKeptAlsoWhatWasTakenBack() {
    open().take(List.of(setting(10, true)));
    assertTrue(open().state("line/fxs-1").has(DISTURB));
    open().take(List.of(setting(11, false)));
    PhoneMemory memory = open();
    memory.take(List.of(setting(10, true)));
    assertEquals(PhoneState.NONE, memory.state("line/fxs-1"));
  }

  @Test
  void aDamagedFileCountsAsFarAsItCan() throws Exception {
    Path file = directory.resolve("phone-settings");
    open().take(List.of(setting(10, true)));
    byte[] whole = Files.readAllBytes(file);
    byte[] more = java.util.Arrays.copyOf(whole, whole.length + 3);
    more[whole.length] = 77;
    Files.write(file, more);
    assertTrue(open().state("line/fxs-1").has(DISTURB));
  }
}
