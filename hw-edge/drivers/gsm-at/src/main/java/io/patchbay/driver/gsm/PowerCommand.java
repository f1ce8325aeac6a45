package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs the configured program, without a shell, and ends it when it takes too long.
///
/// @param command program and arguments; they may hold secrets and are not logged
record PowerCommand(String line, List<String> command, Duration deadline) implements PowerSwitch {
  PowerCommand {
    requireNonNull(line, "line");
    command = List.copyOf(command);
    requireNonNull(deadline, "deadline");
  }

  @Override
  public void cycle(Consumer<String> done) {
    Thread.ofVirtual().name("gsm-" + line + "-power").start(() -> done.accept(run()));
  }

  private String run() {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return "power-command: " + command.getFirst() + " cannot be run";
    }
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return "power-command: not done within " + deadline.toSeconds() + " s";
      }
      int exit = process.exitValue();
      return exit == 0 ? "" : "power-command: ended with " + exit;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "power-command: interrupted";
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
