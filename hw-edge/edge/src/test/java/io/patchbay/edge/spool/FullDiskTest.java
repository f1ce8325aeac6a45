package io.patchbay.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.proto.edge.v1.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room: nothing is said to be kept that is not, and nothing is doubled once there
/// is room again.
@Timeout(30)
final class FullDiskTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path directory;

  private final FullDisk disk = new FullDisk();

  private Spool open() throws IOException {
    return Spool.open(directory, CLOCK, 1 << 20, 1 << 20, disk);
  }

  private static Fact.Builder sms(String text) {
    return Fact.newBuilder().setSmsDeliver(ByteString.copyFromUtf8(text));
  }

  private static boolean kept(Consumer<Consumer<Boolean>> append) {
    var done = new CompletableFuture<Boolean>();
    append.accept(done::complete);
    return done.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static void await(BooleanSupplier wanted) {
    while (!wanted.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static List<String> texts(Spool spool) {
    return spool.facts(0, 100).stream().map(fact -> fact.getSmsDeliver().toStringUtf8()).toList();
  }

  @Test
  void aMessageThatCouldNotBeKeptIsKeptOnceWhenThereIsRoomAgain() throws IOException {
    String key = MessageKey.of("edge", "gsm-1", "SM:1", new byte[] {1});
    try (var spool = open()) {
      assertTrue(kept(done -> spool.addMessage("before", sms("before"), done)));
      disk.full(true);
      assertFalse(kept(done -> spool.addMessage(key, sms("hello"), done)), "it stays on the SIM");
      assertFalse(kept(done -> spool.addMessage(key, sms("hello"), done)), "still");
      assertEquals("No space left on device", spool.failure());
      assertEquals(List.of("before"), texts(spool), "nothing goes up that is not safe");
      disk.full(false);
      assertTrue(kept(done -> spool.addMessage(key, sms("hello"), done)));
      assertEquals("", spool.failure());
      assertEquals(List.of("before", "hello"), texts(spool));
    }
    try (var spool = open()) {
      assertEquals(List.of("before", "hello"), texts(spool));
      assertTrue(kept(done -> spool.addMessage(key, sms("hello"), done)), "swept again");
      assertEquals(2, spool.depth());
    }
  }

  @Test
  void theSpoolNoticesByItselfThatThereIsRoom() throws IOException {
    try (var spool = open()) {
      disk.full(true);
      assertFalse(kept(done -> spool.conclude("x", sms("record"), done)));
      disk.full(false);
      await(() -> spool.failure().isEmpty());
      await(() -> texts(spool).equals(List.of("record")));
    }
    try (var spool = open()) {
      assertEquals(List.of("record"), texts(spool));
    }
  }

  @Test
  void whatWasKeptBeforeSurvivesACrashOnTheFullDisk() throws IOException {
    try (var spool = open()) {
      assertTrue(kept(done -> spool.addFact("a", sms("1"), done)));
      disk.full(true);
      assertFalse(kept(done -> spool.addFact("b", sms("2"), done)));
    }
    disk.full(false);
    try (var spool = open()) {
      assertEquals("1", texts(spool).getFirst());
    }
  }

  @Test
  void aCommandThatCouldNotBeNotedWasNotCarriedOutAndMayComeAgain() throws IOException {
    try (var spool = open()) {
      disk.full(true);
      assertFalse(kept(done -> spool.commandBegun("send-1", done)));
      assertInstanceOf(Spool.CommandState.Unknown.class, spool.command("send-1"));
      disk.full(false);
      assertTrue(kept(done -> spool.commandBegun("send-1", done)));
      assertInstanceOf(Spool.CommandState.Begun.class, spool.command("send-1"));
    }
  }
}
