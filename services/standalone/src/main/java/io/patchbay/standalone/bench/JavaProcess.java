package io.patchbay.standalone.bench;

import io.patchbay.standalone.jvm.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A JVM of ours on the same class path, its output in a file.
final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private JavaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static JavaProcess start(
      Path output, List<String> options, String mainClass, List<String> arguments) {
    return run(output, JavaCommand.of(options, mainClass, arguments));
  }

  static JavaProcess run(Path output, List<String> command) {
    return run(output, command, Map.of());
  }

  /// @param variables added to the environment: no other user can read them
  static JavaProcess run(Path output, List<String> command, Map<String, String> variables) {
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(variables);
      return new JavaProcess(builder.start(), output);
    } catch (IOException e) {
      throw new BenchFailure("cannot be started: " + e.getMessage(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Waits for its end by itself; everything it has said.
  String awaitOutput(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new BenchFailure("no end after " + seconds + " s: " + lastLine());
      }
      if (process.exitValue() != 0) {
        throw new BenchFailure("ended with " + process.exitValue() + ": " + lastLine());
      }
      return Files.readString(output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    } catch (IOException e) {
      throw new BenchFailure(output + " cannot be read: " + e.getMessage(), e);
    }
  }

  String lastLine() {
    try {
      return Files.readAllLines(output).stream()
          .filter(line -> !line.isBlank())
          .reduce("(it said nothing)", (_, next) -> next);
    } catch (IOException e) {
      return output + " cannot be read";
    }
  }

  /// SIGTERM; false: it had to be killed.
  boolean stop(long seconds) {
    process.destroy();
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  /// SIGTERM, SIGKILL after 8 s.
  @Override
  public void close() {
    stop(8);
  }
}
