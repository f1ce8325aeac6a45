package io.patchbay.edge.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.codec.Codecs;
import io.patchbay.media.pcm.Pcm;
import io.patchbay.media.record.CallTap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The limits of recordings: length, age, the disk.
@Timeout(30)
final class RecordingsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path folder;

  private Recordings recordings(long minFree) {
    var recordings =
        new Recordings(folder, 1 << 20, Duration.ofDays(30), minFree, CLOCK, new Codecs());
    recordings.start();
    return recordings;
  }

  private static Recordings.Cut awaitCut(Recordings recordings, CallTap tap) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    var frame = new short[Pcm.FRAME_SAMPLES];
    Optional<Recordings.Cut> cut = recordings.cut("x-1.wav");
    while (cut.isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "it is not cut");
      tap.heard(frame);
      tap.said(frame, frame);
      Thread.onSpinWait();
      cut = recordings.cut("x-1.wav");
    }
    return cut.get();
  }

  @Test
  void oneThatIsAsLongAsItMayBeIsCut() {
    try (var recordings = recordings(0)) {
      var tap = new CallTap(0);
      recordings.begin("x-1.wav", tap, Duration.ofMinutes(1));
      assertEquals("it is 1 min long", awaitCut(recordings, tap).why());
      assertEquals("", recordings.failure());
    }
  }

  @Test
  void withTooLittleRoomOnTheDiskNothingIsRecorded() {
    try (var recordings = recordings(Long.MAX_VALUE)) {
      var tap = new CallTap(0);
      recordings.begin("x-1.wav", tap, Duration.ofMinutes(1));
      String why = awaitCut(recordings, tap).why();
      assertTrue(why.endsWith(" MiB are left on the disk"), why);
      assertEquals("x-1.wav: " + why, recordings.failure());
    }
    assertFalse(Files.exists(folder.resolve("x-1.wav")));
  }

  @Test
  void whatIsCalledOpusIsOpus() throws Exception {
    try (var recordings = recordings(0)) {
      var tap = new CallTap(0);
      recordings.begin("x-1.opus", tap, Duration.ofMinutes(1));
      for (int i = 0; i < 100; i++) {
        var heard = Tones.tone(600, -20, Pcm.FRAME_SAMPLES);
        tap.heard(heard);
        tap.said(heard, Tones.tone(1000, -20, Pcm.FRAME_SAMPLES));
      }
      assertEquals(Optional.empty(), recordings.end("x-1.opus"));
    }
    var sides = OggReader.sides(folder.resolve("x-1.opus"));
    assertEquals(16_000, sides[0].length);
    assertEquals(-20, Tones.level(sides[1], 1000, 15_000, 1000), 1);
    try (var later = recordings(0)) {
      assertEquals("x-1.opus", later.left("x-1").orElseThrow().name());
    }
  }

  @Test
  void theOldAndTheTooManyGo() throws Exception {
    Path old = Files.write(folder.resolve("a-1.wav"), new byte[10]);
    Files.setLastModifiedTime(old, FileTime.from(CLOCK.instant().minus(Duration.ofDays(31))));
    Path old2 = Files.write(folder.resolve("a-2.opus"), new byte[10]);
    Files.setLastModifiedTime(old2, FileTime.from(CLOCK.instant().minus(Duration.ofDays(31))));
    Path oldest = Files.write(folder.resolve("b-1.wav"), new byte[1 << 19]);
    Files.setLastModifiedTime(oldest, FileTime.from(CLOCK.instant().minusSeconds(60)));
    Path newest = Files.write(folder.resolve("c-1.wav"), new byte[1 << 20]);
    Files.setLastModifiedTime(newest, FileTime.from(CLOCK.instant()));
    var shelf = new Shelf(folder, new Shelf.Limits(1 << 20, Duration.ofDays(30), 0));
    shelf.tidy(CLOCK.instant(), java.util.Set.of());
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(old2));
    assertFalse(Files.exists(oldest));
    assertTrue(Files.exists(newest));
  }
}
