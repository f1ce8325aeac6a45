package io.patchbay.standalone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The C program (`bench/echo.c`) that answers calls and echoes on the ports of simulated modems.
final class CEcho {
  private static final long COMPILE_SECONDS = 30;
  private static final long START_MILLIS = 5_000;

  private CEcho() {}

  /// The program, or nothing when there is no compiler.
  static Optional<Path> compile(Path directory) {
    Path source = directory.resolve("echo.c");
    Path program = directory.resolve("echo");
    try (InputStream text = CEcho.class.getResourceAsStream("/bench/echo.c")) {
      if (text == null) {
        throw new BenchFailure("no built-in echo.c");
      }
      Files.write(source, text.readAllBytes());
      Process compiler =
          new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
              .inheritIO()
              .start();
      if (!compiler.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
        throw new BenchFailure("echo.c does not compile");
      }
      return Optional.of(program);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  /// Runs it on the ports of `gsm-1` to `gsm-<lines>`.
  static JavaProcess start(
      Path program, Path ports, int lines, Path directory, LongSupplier nanoTime) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    for (int i = 1; i <= lines; i++) {
      command.add(ports.resolve("gsm-" + i + ".at").toString());
      command.add(ports.resolve("gsm-" + i + ".pcm").toString());
    }
    JavaProcess process = JavaProcess.run(directory.resolve("echo.log"), command);
    if (!Waiting.forCondition(
        START_MILLIS, nanoTime, () -> process.lastLine().equals("ready") || !process.alive())) {
      process.close();
      throw new BenchFailure("the C program does not start: " + process.lastLine());
    }
    return process;
  }
}
