package io.patchbay.dialplan.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NumberFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  @TempDir Path folder;

  @Test
  void aFileHasEntriesWithCommasOrLinesBetweenThem() throws IOException { // G-153
    Files.writeString(
        folder.resolve("spam.txt"),
        "// bought in May\n+861380*, 10086\r\n\n12a\n900@2026-01-01T00:00:00Z\n");
    var files = new NumberFiles(folder);
    var numbers = files.apply("spam.txt");
    assertEquals(3, numbers.size());
    assertTrue(numbers.has("+8613800000001", NOW) && numbers.has("10086", NOW));
    assertFalse(numbers.has("900", NOW));
  }

  @Test
  void aChangedFileIsReadAgainAndAMissingOneHasNoNumber() throws IOException {
    Path file = folder.resolve("list");
    var files = new NumberFiles(folder);
    assertTrue(files.apply("list").isEmpty());
    Files.writeString(file, "1");
    Files.setLastModifiedTime(file, FileTime.from(NOW));
    assertTrue(files.apply("list").has("1", NOW));
    Files.writeString(file, "2");
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(1)));
    assertTrue(files.apply("list").has("2", NOW));
    assertFalse(files.apply("list").has("1", NOW));
    assertTrue(files.apply("../list").isEmpty());
  }

  @Test
  void filesThatAreThereAreReadAhead() throws Exception {
    Path file = folder.resolve("list");
    Files.writeString(file, "1");
    Files.setLastModifiedTime(file, FileTime.from(NOW));
    var files = new NumberFiles(folder);
    files.ahead().join();
    Files.writeString(file, "2");
    Files.setLastModifiedTime(file, FileTime.from(NOW));
    assertTrue(files.apply("list").has("1", NOW), "as it was when it was read");
    new NumberFiles(folder.resolve("none")).ahead().join();
  }
}
