package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Gateway.Ended;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Starts that must not succeed: one clear line and exit code 2.
@ExtendWith(SharedGateway.class)
class InstallationTest {
  @Test
  void aTakenPortEndsTheStart(Lab lab, @TempDir Path data) throws Exception {
    assertRefused(
        Gateway.runToEnd(data, lab.gateway().offset()), String.valueOf(lab.ready().sipUdp()));
  }

  @Test
  void aDirectoryInUseEndsTheStart(Lab lab) throws Exception {
    assertRefused(
        Gateway.runToEnd(lab.gateway().data(), Gateway.freeOffset()),
        lab.gateway().data().toString());
  }

  @Test
  void aDirectoryThatCannotBeWrittenEndsTheStart() throws Exception {
    Path impossible = Path.of("/proc/patchbay-cannot-be-here");
    assertRefused(Gateway.runToEnd(impossible, Gateway.freeOffset()), impossible.toString());
  }

  @Test
  void aBadDocumentEndsTheStartNamingFilePathAndValue(@TempDir Path data, @TempDir Path documents)
      throws Exception {
    Files.writeString(
        documents.resolve("lines.yaml"),
        """
        kind: Line
        name: gsm-9
        spec:
          edge: edge-1
          kind: sim
          driver: gsm-at
          numbr: "+8613900000009"
        """);

    Ended ended = Gateway.runToEnd(data, Gateway.freeOffset(), "--config", documents.toString());

    assertRefused(ended, "numbr");
    assertTrue(ended.output().contains("lines.yaml"), ended.output());
  }

  private static void assertRefused(Ended ended, String named) {
    assertEquals(2, ended.exitCode(), ended.output());
    long problems = ended.output().lines().filter(line -> line.startsWith("patchbay:")).count();
    assertEquals(1, problems, ended.output());
    assertTrue(ended.output().contains(named), ended.output());
    assertTrue(!ended.output().contains("\tat "), "a stack trace: " + ended.output());
  }
}
