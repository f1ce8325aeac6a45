package io.patchbay.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.contract.Fault;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.LiveCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpoolTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path directory;

  private Spool open() throws IOException {
    return open(1 << 20, 1 << 20);
  }

  private Spool open(long maxBytes, long segmentBytes) throws IOException {
    return Spool.open(directory, CLOCK, maxBytes, segmentBytes);
  }

  private static Fact.Builder sms(String text) {
    return Fact.newBuilder().setSmsDeliver(ByteString.copyFromUtf8(text));
  }

  /// Waits until it is on disk.
  private static void durable(Consumer<Consumer<Boolean>> append) {
    var done = new CompletableFuture<Boolean>();
    append.accept(done::complete);
    assertTrue(done.orTimeout(10, TimeUnit.SECONDS).join());
  }

  @Test
  void factsSurviveUntilTheyAreAcknowledged() throws IOException {
    try (var spool = open()) {
      durable(done -> spool.addFact("a", sms("1"), done));
      durable(done -> spool.addFact("b", sms("2"), done));
      spool.acknowledge(1);
    }
    try (var spool = open()) {
      var facts = spool.facts(0, 10);
      assertEquals(List.of("b"), facts.stream().map(Fact::getFactId).toList());
      assertEquals(2, facts.getFirst().getSequence());
      durable(done -> spool.addFact("c", sms("3"), done));
      assertEquals(3, spool.facts(3, 10).getFirst().getSequence());
    }
  }

  @Test
  void positionsAreNotUsedAgainAfterEverythingWasAcknowledged() throws IOException {
    try (var spool = open()) {
      durable(done -> spool.addFact("a", sms("1"), done));
      spool.acknowledge(1);
    }
    try (var spool = open()) {
      durable(done -> spool.addFact("b", sms("2"), done));
      assertEquals(2, spool.facts(0, 10).getFirst().getSequence());
    }
  }

  @Test
  void openCallIsLostAfterARestartUntilItsRecordIsWritten() throws IOException {
    var call = LiveCall.newBuilder().setCallId("x").setSnapshot(ByteString.copyFromUtf8("s"));
    try (var spool = open()) {
      spool.putSnapshot("trunk-a", call.build());
    }
    try (var spool = open()) {
      var lost = spool.lostCalls().getFirst();
      assertEquals("trunk-a", lost.owner());
      assertTrue(lost.call().getLost());
      durable(done -> spool.conclude("x", Fact.newBuilder(), done));
    }
    try (var spool = open()) {
      assertEquals(List.of(), spool.lostCalls());
      assertEquals("record-x", spool.facts(0, 10).getFirst().getFactId());
    }
  }

  @Test
  void sameStoredMessageIsOneFactAndAnEqualOneAfterDeletionIsAnother() throws IOException {
    String key = MessageKey.of("edge", "gsm-1", "SM:1", new byte[] {1, 2, 3});
    try (var spool = open()) {
      durable(done -> spool.addMessage(key, sms("hi"), done));
      assertEquals(1, spool.depth());
    }
    try (var spool = open()) {
      durable(done -> spool.addMessage(key, sms("hi"), done));
      assertEquals(1, spool.depth());
      spool.messageDeleted(key);
      durable(done -> spool.addMessage(key, sms("hi"), done));
      var ids = spool.facts(0, 10).stream().map(Fact::getFactId).toList();
      assertEquals(List.of("sms-" + key + "-0", "sms-" + key + "-1"), ids);
    }
  }

  @Test
  void commandUnderWayAtTheCrashIsKnownButItsOutcomeIsNot() throws IOException {
    var result = CommandResult.newBuilder().setCommandId("done").build();
    try (var spool = open()) {
      durable(done -> spool.commandBegun("done", done));
      durable(done -> spool.commandEnded(result, done));
      durable(done -> spool.commandBegun("open", done));
    }
    try (var spool = open()) {
      assertEquals(new Spool.CommandState.Ended(result), spool.command("done"));
      assertInstanceOf(Spool.CommandState.Begun.class, spool.command("open"));
      assertInstanceOf(Spool.CommandState.Unknown.class, spool.command("never"));
    }
  }

  @Test
  void logIsRewrittenAndStaysSmall() throws IOException {
    try (var spool = open(1 << 20, 4_096)) {
      for (int i = 1; i <= 150; i++) {
        String id = "f" + i;
        durable(done -> spool.addFact(id, sms("0123456789"), done));
        spool.acknowledge(i);
      }
    }
    try (var files = Files.list(directory)) {
      assertTrue(files.mapToLong(file -> file.toFile().length()).sum() < 16_384);
    }
  }

  @Test
  void fullSpoolRefusesInsteadOfLosing() throws IOException {
    try (var spool = open(100, 1 << 20)) {
      durable(done -> spool.addFact("a", sms("x".repeat(200)), done));
      var full = assertThrows(Fault.class, () -> spool.addFact("b", sms("y"), _ -> {}));
      assertEquals(Fault.Kind.NO_CAPACITY, full.kind());
      spool.acknowledge(1);
      durable(done -> spool.addFact("b", sms("y"), done));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void everyPrefixOfTheLogIsAPrefixOfTheFacts(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    int count = 6;
    try (var spool = open()) {
      for (int i = 0; i < count; i++) {
        String id = "f" + i;
        String text = "x".repeat(random.nextInt(1, 40));
        durable(done -> spool.addFact(id, sms(text), done));
      }
    }
    Path file = newest();
    byte[] whole = Files.readAllBytes(file);
    int before = -1;
    for (int length = checkpoint(whole); length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      var state = new SpoolState();
      try (var segments = Segments.open(directory, state, Volume.ofThisMachine())) {
        assertTrue(segments.ready(), "seed " + seed + " length " + length);
      }
      int facts = state.facts().size();
      assertTrue(facts >= before, "seed " + seed + " length " + length);
      before = facts;
      assertTrue(Files.size(file) <= length);
    }
    assertEquals(count, before);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void damagedBytesNeverMakeUpAFact(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    try (var spool = open()) {
      for (int i = 0; i < 5; i++) {
        String id = "f" + i;
        durable(done -> spool.addFact(id, sms("text"), done));
      }
    }
    Path file = newest();
    byte[] whole = Files.readAllBytes(file);
    int from = checkpoint(whole);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(from, whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      var state = new SpoolState();
      Segments.open(directory, state, Volume.ofThisMachine()).close();
      for (Fact fact : state.facts().values()) {
        assertEquals("text", fact.getSmsDeliver().toStringUtf8(), "seed " + seed);
      }
    }
  }

  private Path newest() throws IOException {
    try (var files = Files.list(directory)) {
      return files.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /// Where the first segment's checkpoint ends: its end mark is 9 bytes long.
  private static int checkpoint(byte[] log) {
    var buffer = ByteBuffer.wrap(log);
    while (!(SpoolCodec.decode(buffer) instanceof SpoolEntry.CheckpointEnd)) {
      assertTrue(buffer.hasRemaining());
    }
    return buffer.position();
  }
}
