package io.patchbay.edge.survival;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.routing.emergency.HelpCall;
import io.patchbay.routing.emergency.HelpCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An edge that starts anew knows who has called for help.
final class HelpMemoryTest {
  private static final Instant ENDED = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path directory = Path.of("");
  private Path file = directory;

  @BeforeEach
  void place() {
    file = directory.resolve("help-calls");
  }

  private HelpMemory open() {
    return HelpMemory.open(file, Runnable::run);
  }

  private static CallRecord call(int number, boolean help) {
    return CallRecord.newBuilder()
        .setCallId("c" + number)
        .setEmergency(help)
        .setOriginKind("line")
        .setOrigin("fxs-" + number)
        .setCallingNumber("201")
        .setSite("munich")
        .setEndedAt(Timestamps.fromMillis(ENDED.plusSeconds(number).toEpochMilli()))
        .addTrace("a long story")
        .addLegs(
            LegRecord.newBuilder()
                .setDirection("outbound")
                .setKind("line")
                .setName("gsm-" + number))
        .build();
  }

  private static String by(HelpMemory memory, String line) {
    return memory
        .calls()
        .by(List.of(HelpCalls.line(line)), Instant.EPOCH)
        .map(HelpCall::name)
        .orElse("nobody");
  }

  @Test
  void whoCalledForHelpIsKnownAfterARestart() throws IOException { // E4, 4
    HelpMemory memory = open();
    assertEquals("nobody", by(memory, "gsm-1"));
    memory.count(call(1, true));
    memory.count(call(1, true)); // the trunk tells what the edge knows
    memory.count(call(2, false));
    assertEquals("fxs-1", by(memory, "gsm-1"));
    HelpMemory again = open();
    assertEquals("fxs-1", by(again, "gsm-1"));
    assertEquals("nobody", by(again, "gsm-2"));
    assertEquals(
        ENDED.plusSeconds(1),
        again.calls().by(List.of(HelpCalls.site("munich")), Instant.EPOCH).orElseThrow().ended());
    try (Stream<Path> there = Files.list(directory)) {
      assertEquals(List.of(file), there.toList(), "nothing else is left there");
    }
    assertFalse(
        Files.readString(file, ISO_8859_1).contains("a long story"), "no more than is needed");
  }

  @Test
  void theLastOnesAreKept() {
    HelpMemory memory = open();
    for (int i = 0; i < HelpMemory.KEPT + 5; i++) {
      memory.count(call(i, true));
    }
    HelpMemory again = open();
    assertEquals("nobody", by(again, "gsm-4"));
    assertEquals("fxs-5", by(again, "gsm-5"));
  }

  @Test
  void aFileThatIsTornCountsAsFarAsItCanBeRead() throws IOException {
    HelpMemory memory = open();
    memory.count(call(1, true));
    memory.count(call(2, true));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    HelpMemory again = open();
    assertEquals("fxs-1", by(again, "gsm-1"));
    assertEquals("nobody", by(again, "gsm-2"));
    again.count(call(3, true));
    assertEquals("fxs-3", by(open(), "gsm-3"));
  }
}
