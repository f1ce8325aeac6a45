package io.patchbay.dialplan.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallMemoryTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private final CallMemory memory = new CallMemory();

  @Test
  void theLaterCallIsRememberedWhateverOrderRecordsComeIn() {
    remember("gsm-1", "555", NOON.plusSeconds(9));
    remember("gsm-2", "555", NOON);
    assertEquals(Optional.of("gsm-1"), memory.lastLine("555", NOON));
    assertEquals(Optional.empty(), memory.lastLine("555", NOON.plusSeconds(10)));
    assertEquals(
        Optional.of("101"), memory.lastCaller("gsm-2", List.of("+1555", "555"), Instant.EPOCH));
    assertEquals(Optional.empty(), memory.lastCaller("gsm-3", List.of("555"), Instant.EPOCH));
  }

  @Test
  void theLongestForgottenNumberGoesFirst() {
    for (int i = 0; i < CallMemory.REMEMBERED; i++) {
      remember("gsm-1", "n" + i, NOON);
    }
    remember("gsm-1", "n0", NOON);
    remember("gsm-1", "more", NOON);
    assertEquals(Optional.of("gsm-1"), memory.lastLine("n0", NOON), "called again");
    assertEquals(Optional.empty(), memory.lastLine("n1", NOON));
    assertEquals(Optional.of("gsm-1"), memory.lastLine("more", NOON));
  }

  @Test
  void ofOneNumberTheLinesThatCalledItLastAreRemembered() {
    for (int i = 0; i <= CallMemory.LINES; i++) {
      remember("gsm-" + i, "555", NOON.plusSeconds(i));
    }
    remember("gsm-4", "555", NOON.minusSeconds(9));
    assertEquals(Optional.empty(), memory.lastCaller("gsm-0", List.of("555"), NOON));
    assertEquals(Optional.of("101"), memory.lastCaller("gsm-1", List.of("555"), NOON));
    assertEquals(Optional.of("101"), memory.lastCaller("gsm-4", List.of("555"), NOON));
    assertEquals(Optional.of("gsm-" + CallMemory.LINES), memory.lastLine("555", NOON));
  }

  @Test
  void aCallOfAProgramDoesNotHideWhichExtensionCalledBefore() {
    remember("gsm-1", "555", NOON);
    memory.remember(
        CallRecord.newBuilder().setOriginKind("api").build(),
        LegRecord.newBuilder().setName("gsm-1").setNumber("555").build(),
        NOON.plusSeconds(5));
    assertEquals(Optional.of("gsm-1"), memory.lastLine("555", NOON.plusSeconds(5)));
    assertEquals(Optional.of("101"), memory.lastCaller("gsm-1", List.of("555"), NOON));
  }

  private void remember(String line, String number, Instant ended) {
    memory.remember(
        CallRecord.newBuilder().setOriginKind("extension").setOrigin("101").build(),
        LegRecord.newBuilder().setName(line).setNumber(number).build(),
        ended);
  }
}
