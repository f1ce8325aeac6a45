package io.patchbay.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Processes of an earlier run that was killed: its database server lives on, and its services when
/// each had a process. They hold ports, lines and files.
final class LeftOvers {
  private static final Logger LOG = LoggerFactory.getLogger(LeftOvers.class);
  private static final long STOP_SECONDS = 4;

  private LeftOvers() {}

  /// Ends those of this data directory; nobody else may run in it now.
  static void stop(Path data) throws IOException {
    Path pids = data.resolve("pids");
    if (Files.isDirectory(pids)) {
      List<Path> files;
      try (Stream<Path> listed = Files.list(pids)) {
        files = listed.toList();
      }
      for (Path file : files) {
        stop(file, data);
      }
    }
    stop(data.resolve("postgres").resolve("data").resolve("postmaster.pid"), data);
  }

  private static void stop(Path pidFile, Path data) throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
    if (pid.matches("\\d{1,9}") && speaksOf(pid, data.toString())) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(process -> end(process, pidFile.getFileName().toString()));
    }
    Files.deleteIfExists(pidFile);
  }

  /// Whether command line or environment name the directory: the id may be somebody else's by now.
  private static boolean speaksOf(String pid, String data) {
    Path process = Path.of("/proc", pid);
    return read(process.resolve("cmdline")).contains(data)
        || read(process.resolve("environ")).contains(data);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static void end(ProcessHandle process, String name) {
    LOG.info("stopping process {} ({}) left by an earlier run", process.pid(), name);
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
