package io.patchbay.edge.survival;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.PinSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wrong PINs lock a caller of an edge also after it has started anew.
final class PinMemoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final PinSpec SPEC = PinSpec.newBuilder().setLockAfter(4).setLockS(600).build();

  @TempDir Path directory = Path.of("");

  private PinMemory open() {
    return PinMemory.open(directory.resolve("wrong-pins"), Runnable::run);
  }

  private static CallRecord call(String id, int wrong, int second) {
    return CallRecord.newBuilder()
        .setCallId(id)
        .setOriginKind("line")
        .setOrigin("fxs-1")
        .setPin(wrong == 0 ? "" : "office")
        .setWrongPins(wrong)
        .setEndedAt(Timestamps.fromMillis(NOON.plusSeconds(second).toEpochMilli()))
        .addTrace("a long story")
        .build();
  }

  private static boolean locked(PinMemory memory, int second) {
    return memory.locked("office", "line/fxs-1 ", SPEC, NOON.plusSeconds(second)).isPresent();
  }

  @Test
  void recordsLockACallerForAsLongAsTheDocumentSays() {
    PinMemory memory = open();
    memory.count(call("a", 3, 0));
    memory.count(call("a", 3, 0));
    assertFalse(locked(memory, 1), "the same call twice");
    memory.count(call("b", 1, 10));
    assertTrue(locked(open(), 11));
    assertFalse(locked(open(), 601), "the first call is forgotten");
  }

  @Test
  void callsWithoutAWrongPinAreNotKept() throws Exception {
    PinMemory memory = open();
    memory.count(call("a", 0, 0));
    assertFalse(Files.exists(directory.resolve("wrong-pins")));
    for (int i = 0; i < 2 * PinMemory.KEPT; i++) {
      memory.count(call("c" + i, 1, 20));
    }
    long size = Files.size(directory.resolve("wrong-pins"));
    for (int i = 0; i < PinMemory.KEPT; i++) {
      memory.count(call("d" + i, 1, 20));
    }
    assertTrue(Files.size(directory.resolve("wrong-pins")) <= size, "it does not grow");
  }
}
