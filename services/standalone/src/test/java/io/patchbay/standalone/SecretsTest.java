package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir private Path data;

  @Test
  void secretsAreMadeOnceAndKept() throws IOException {
    Secrets first = Secrets.open(data, new SecureRandom());
    String password = first.get("extension-101");
    assertTrue(first.changed());
    first.save();

    Secrets second = Secrets.open(data, new SecureRandom());

    assertEquals(password, second.get("extension-101"));
    assertFalse(second.changed());
    assertNotEquals(password, second.get("extension-102"));
  }

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    Secrets secrets = Secrets.open(data, new SecureRandom());
    secrets.get("edge-token");
    secrets.save();

    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets"))));
  }
}
