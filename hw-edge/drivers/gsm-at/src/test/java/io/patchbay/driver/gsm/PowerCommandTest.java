package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PowerCommandTest {
  @TempDir Path directory;

  private static String run(Duration deadline, String... words) {
    CompletableFuture<String> done = new CompletableFuture<>();
    new PowerCommand("gsm-1", List.of(words), deadline).cycle(done::complete);
    return done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static RecoverySettings settings(String command) {
    return RecoverySettings.parse(Map.of("power-command", command));
  }

  @Test
  void theProgramGetsItsArgumentsAsTheyAreAndNoShellReadsThem() {
    Path file = directory.resolve("a file; $(touch x)");
    List<String> command = settings("/bin/touch \"" + file + "\"").powerCommand();
    assertEquals(List.of("/bin/touch", file.toString()), command);
    assertEquals("", run(Duration.ofSeconds(10), command.toArray(String[]::new)));
    assertTrue(Files.exists(file));
  }

  @Test
  void whatGoesWrongIsSaidWithoutTheArguments() {
    Duration soon = Duration.ofSeconds(10);
    assertEquals("power-command: ended with 1", run(soon, "/bin/false", "secret"));
    assertEquals(
        "power-command: /no/such/program cannot be run", run(soon, "/no/such/program", "secret"));
    assertEquals(
        "power-command: not done within 0 s", run(Duration.ofMillis(200), "/bin/sleep", "30"));
    assertFalse(settings("/bin/true secret").toString().contains("secret"));
  }

  @Test
  void onlyProgramsNamedOnTheMachineItselfAreRun() {
    settings("").runsOnly(Set.of());
    settings("/usr/sbin/uhubctl -a cycle").runsOnly(Set.of("/usr/sbin/uhubctl"));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> settings("/bin/sh -c reboot").runsOnly(Set.of("/usr/sbin/uhubctl")));
    assertEquals(
        "power-command: its program is none of those that this edge may run"
            + " (PATCHBAY_POWER_PROGRAMS): [/usr/sbin/uhubctl]",
        refused.getMessage());
  }
}
