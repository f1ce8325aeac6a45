package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The database server of a running gateway: killed, and started again as it was.
public final class Postgres {
  private final Path pidFile;
  private final List<String> command;
  private final Path log;

  private Postgres(Path pidFile, List<String> command, Path log) {
    this.pidFile = pidFile;
    this.command = List.copyOf(command);
    this.log = log;
  }

  /// Kills the server (−9); returns when all of it is gone.
  public static Postgres killed(Gateway gateway) throws IOException {
    Path pidFile = gateway.data().resolve("postgres").resolve("data").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    ProcessHandle server =
        ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("no PostgreSQL " + pid));
    List<ProcessHandle> backends = server.children().toList();
    Path commandLine = Path.of("/proc", String.valueOf(pid), "cmdline");
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // it refuses to run as root
    }
    command.addAll(List.of(Files.readString(commandLine, StandardCharsets.UTF_8).split("\0", -1)));
    command.removeLast();
    server.destroyForcibly();
    Await.until(
        "end of PostgreSQL",
        Duration.ofSeconds(10),
        () ->
            Stream.concat(Stream.of(server), backends.stream()).noneMatch(ProcessHandle::isAlive));
    return new Postgres(pidFile, command, gateway.data().resolve("postgres-again.txt"));
  }

  /// Starts it again; the gateway stops it in the end.
  public void start() throws IOException {
    Files.deleteIfExists(pidFile);
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }
}
