package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftOversTest {
  @Test
  void aProcessOfAKilledRunIsEndedBeforeTheNextStarts(@TempDir Path data) throws IOException {
    Process mine = sleeper(data.toString());
    Path pid = pidFile(data, mine);

    LeftOvers.stop(data);

    assertFalse(mine.isAlive());
    assertFalse(Files.exists(pid));
  }

  @Test
  void aProcessThatOnlyHasTheNumberOfOneIsLeftAlone(@TempDir Path data) throws IOException {
    Process stranger = sleeper("/elsewhere");
    Path pid = pidFile(data, stranger);
    try {
      LeftOvers.stop(data);

      assertTrue(stranger.isAlive());
      assertFalse(Files.exists(pid));
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aPidFileWithRubbishStopsNothing(@TempDir Path data) throws IOException {
    Path pids = Files.createDirectories(data.resolve("pids"));
    Files.writeString(pids.resolve("edge"), "-1\u0000 or more");

    LeftOvers.stop(data);

    assertFalse(Files.exists(pids.resolve("edge")));
  }

  private static Process sleeper(String directory) throws IOException {
    var builder = new ProcessBuilder("sleep", "60");
    builder.environment().clear();
    builder.environment().put("PATCHBAY_DATA_DIR", directory);
    return builder.start();
  }

  private static Path pidFile(Path data, Process process) throws IOException {
    Path file = Files.createDirectories(data.resolve("pids")).resolve("edge");
    Files.writeString(file, Long.toString(process.pid()));
    return file;
  }
}
